import { cleanText, type Language } from '@sereno/shared/field.ts'
import type { IncidentRecord } from '@sereno/shared/incident.ts'
import { say } from '@sereno/shared/locales/index.ts'
import { spellSpan } from '../../integrations/error-follow-up/spell.ts'
import { causeText } from '../../judge/message.ts'
import type { PushEventRecord, PushedEvent } from '../../store/push-types.ts'
import type { House } from '../house.ts'
import { incidentView } from '../incidents/incident-view.ts'
import { noticeView } from '../notices/notice-view.ts'
import { isolated, type Told } from './push-message.ts'
import { tellMessage } from './talk-tellings.ts'
import type { Telling } from './telling.ts'

const hourMs = 3_600_000
/** A problem of this morning is no news: the page shows how it stands. */
const ttlMs = 4 * hourMs
/** An answer is one tomorrow, too. */
const ticketTtlMs = 24 * hourMs

type Teller = (house: House, event: PushEventRecord) => Promise<Telling | null>

const tellers: Record<PushedEvent, Teller> = {
  async 'incident.opened'(house, { subject }) {
    const record = await house.store.journal.incident(subject)
    // What is over by now is told as such.
    if (record === null || record.closedAt !== null) return null
    return {
      event: 'incident_opened',
      async to(_, language) {
        const { entries } = await incidentView(house, record, language)
        const worst = entries.find(({ explainedBy }) => explainedBy === null)
        // Another one explains it: the router is told of, and not each device behind it.
        if (worst === undefined) return null
        const device = nameOf(record, language)
        const title = say(language, 'alert.opened.title', { device, cause: lowered(causeText(language, worst.cause)) })
        const place = placeOf(house, record)
        const body = [place, worst.message, worst.advice].filter((part) => part !== '').join(' ')
        return { ...ofIncident(house, record), title, body, urgency: 'high' }
      },
    }
  },

  async 'incident.closed'(house, { subject }) {
    const record = await house.store.journal.incident(subject)
    if (record === null || record.closedAt === null) return null
    const ms = Date.parse(record.closedAt) - Date.parse(record.openedAt)
    return {
      event: 'incident_closed',
      async to(_, language) {
        const { entries } = await incidentView(house, record, language)
        const worst = entries.find(({ explainedBy }) => explainedBy === null)
        if (worst === undefined) return null
        const title = say(language, 'alert.closed.title', { device: nameOf(record, language) })
        const values = { cause: causeText(language, worst.cause), span: spellSpan(language, ms) }
        return {
          ...ofIncident(house, record),
          title,
          body: say(language, 'alert.closed.body', values),
          urgency: 'normal',
        }
      },
    }
  },

  async 'device.found'(house, { subject }) {
    const record = await house.store.journal.notice(subject)
    if (record === null) return null
    return {
      event: 'device_found',
      to: async (_, language) => ({
        title: say(language, 'alert.found.title'),
        body: noticeView(record, language).message,
        about: `notice ${record.id}`,
        url: '/devices',
        urgency: 'normal',
        ttlMs,
      }),
    }
  },

  /** The subject is the message that says so, behind the ticket's number. */
  async 'ticket.updated'(house, { subject }) {
    const [number = '', messageId] = subject.split(':')
    const ticket = await house.store.tickets.get(Number(number))
    const message = (await house.store.tickets.messages(Number(number))).find(({ id }) => id === messageId)
    if (ticket === null || message === undefined) return null
    const { state } = message
    const writer = message.userId === null ? null : await house.store.people.user(message.userId)
    return {
      event: state === null ? 'message' : 'ticket',
      async to(user, language) {
        // Whoever asked hears what others write; the distributor's people hear what is asked of them.
        const isTheirs = ticket.userId === user.id || (user.role === 'advisor' && writer?.role !== 'advisor')
        if (user.id === message.userId || !isTheirs) return null
        const values = {
          number: ticket.number,
          author: isolated(message.author),
          subject: isolated(ticket.subject, 120),
        }
        const about = { about: `ticket ${ticket.number}`, url: `/account/support?ticket=${ticket.number}` }
        const title =
          state === null
            ? say(language, 'alert.message.title', values)
            : say(language, 'alert.ticket.title', { ...values, state: say(language, `mail.ticket.state_${state}`) })
        const body = say(language, state === null ? 'alert.message.body' : 'alert.ticket.body', values)
        return { ...about, title, body, urgency: 'normal', ttlMs: ticketTtlMs }
      },
    }
  },

  'message.received': tellMessage,
}

/** How an event is told; `null` where there is nothing to tell any more. */
export const tellingOf = (house: House, event: PushEventRecord): Promise<Telling | null> =>
  tellers[event.event](house, event)

const nameOf = ({ deviceName }: IncidentRecord, language: Language): string =>
  deviceName === null ? say(language, 'cause.agent.name') : isolated(deviceName)

const deviceOf = (house: House, { deviceId }: IncidentRecord) =>
  house.book.read().devices.find(({ id }) => id === deviceId)

function placeOf(house: House, record: IncidentRecord): string {
  const place = cleanText(deviceOf(house, record)?.place ?? '', 60)
  return place === '' ? '' : `${isolated(place)}.`
}

/** "Out of paper" goes on behind a colon. */
const lowered = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)

function ofIncident(house: House, record: IncidentRecord): Pick<Told, 'about' | 'url' | 'ttlMs'> {
  const device = deviceOf(house, record)
  return { about: `incident ${record.id}`, url: device === undefined ? '/' : `/devices/${device.id}`, ttlMs }
}

import type { WebhookEvent } from '@sereno/shared/webhook.ts'
import { iso } from '../../clock.ts'
import { getChannel } from '../channels/channel-view.ts'
import { deviceView } from '../devices/device-view.ts'
import type { House } from '../house.ts'
import { incidentView } from '../incidents/incident-view.ts'
import { runView } from '../integrations/list-runs.ts'
import { noticeView } from '../notices/notice-view.ts'
import { ticketView } from '../tickets/ticket-view.ts'

type Teller = (house: House, subject: string) => Promise<unknown>

/** Programs read it; the words in it are in the venue's language. */
const languageOf = (house: House) => house.book.read().account?.language ?? 'en'

const incident: Teller = async (house, id) => {
  const record = await house.store.journal.incident(id)
  return record === null ? null : incidentView(house, record, languageOf(house))
}

const tellers: Record<WebhookEvent, Teller> = {
  'incident.opened': incident,
  'incident.closed': incident,

  async 'device.found'(house, id) {
    const record = await house.store.journal.notice(id)
    return record === null ? null : noticeView(record, languageOf(house))
  },

  /** The subject is the entry that says so. */
  async 'device.moved'(house, entryId) {
    const deviceId = (await house.store.journal.entry(entryId))?.deviceId
    const device = house.book.read().devices.find(({ id }) => id === deviceId)
    return device === undefined ? null : deviceView(house, device, languageOf(house))
  },

  async 'digest.sent'(house, runId) {
    const run = await house.store.runs.get(runId)
    return run === null ? null : runView(run, await house.store.outbox.ofRun(runId), languageOf(house), false)
  },

  /** The subject is the message that says so, behind the ticket's number: each is told once. */
  async 'ticket.updated'(house, subject) {
    const ticket = await house.store.tickets.get(Number.parseInt(subject, 10))
    // Nobody in particular looks: to them no ticket is their own.
    return ticket === null ? null : ticketView(ticket, { userId: '' })
  },

  /** The subject is the message behind its conversation. Neither text nor names: who picks it, alone may read it. */
  async 'message.received'(house, subject) {
    const [conversationId = '', messageId = ''] = subject.split(':')
    const conversation = await house.store.talk.get(conversationId)
    const message = await house.store.talk.message(messageId)
    if (conversation === null || message === null) return null
    const { channelId, channelType, channelName, pickerId } = conversation
    const channel = { id: channelId, type: channelType, name: channelName }
    return { conversationId, messageId, channel, at: iso(message.at), isPicked: pickerId !== null }
  },

  /** The subject is the entry that says so, with a mark where it is over. */
  async 'channel.attention'(house, subject) {
    const [entryId = ''] = subject.split(':')
    const channelId = (await house.store.journal.entry(entryId))?.detail.channelId
    if (!house.book.read().channels.some(({ id }) => id === channelId)) return null
    // To nobody who may change it: what Meta shows us by is in it for those alone.
    return getChannel(house, String(channelId), { language: languageOf(house), mayChange: false })
  },

  test: async () => ({ message: 'This is a test of Sereno.' }),
}

/** What an event tells, as the API's GET gives it; `null` where it is gone by now. */
export const eventData = (house: House, event: WebhookEvent, subject: string): Promise<unknown> =>
  tellers[event](house, subject)

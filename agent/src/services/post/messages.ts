import { say } from '@sereno/shared/locales/index.ts'
import { wants } from '@sereno/shared/notifications.ts'
import { spellTime } from '../../integrations/error-follow-up/spell.ts'
import type { House } from '../house.ts'
import { languageTo, letterTo } from '../users/letter-to.ts'
import { venueTimezone } from '../venue/venue-timezone.ts'
import { type Chooser, choosers, isQuietNow, stopPath } from './choosers.ts'
import type { MessageSource, WaitingMessage } from './message-source.ts'
import type { Reader } from './readers.ts'
import { aboutTalks, talkMessages } from './talk-messages.ts'
import { ticketMessages } from './ticket-messages.ts'

const minuteMs = 60_000
/** So long a message has for an answer before it is mailed. */
const patienceMs = 5 * minuteMs
/** Longer than anybody's quiet hours. */
export const lookBackMs = 48 * 60 * minuteMs
/** Nobody gets these mails faster; what comes in between is in the next. */
const restMs = 10 * minuteMs
/** So many stand in a mail. */
const most = 10

/** Where messages come from; one line for each. */
const sources: readonly MessageSource[] = [ticketMessages, talkMessages]

/** Mails messages that nobody has answered to those who are to and want that: each message once, all of a person in one. */
export async function tellMessages(house: House): Promise<void> {
  if (!(await house.watch.clockTrusted())) return
  const now = house.clock.now()
  const waiting: WaitingMessage[] = []
  for (const source of sources) waiting.push(...(await source(house, now - lookBackMs, now - patienceMs)))
  if (waiting.length === 0) return
  for (const chooser of await choosers(house, (choices) => wants(choices, 'message', 'email'))) {
    const theirs = waiting.filter((message) => message.isFor(chooser.reader))
    if (theirs.length > 0 && !isQuietNow(house, chooser.choices)) await tell(house, chooser, theirs)
  }
}

async function tell(house: House, { reader }: Chooser, theirs: readonly WaitingMessage[]): Promise<void> {
  const { told } = house.store
  const now = house.clock.now()
  const ids = theirs.map(({ id }) => id)
  const known = new Set(await told.known(reader.id, 'message', ids))
  const fresh = theirs.filter(({ id }) => !known.has(id))
  const last = await told.lastAt(reader.id, 'message')
  if (fresh.length === 0 || (last !== null && now - last < restMs)) return
  const freshIds = fresh.map(({ id }) => id)
  const talkIds = fresh.slice(0, most).flatMap(({ conversationId }) => conversationId ?? [])
  const letter = aboutTalks(messagesLetter(house, reader, fresh), talkIds)
  if (await told.tell(reader.id, 'message', freshIds, now, letter)) {
    house.bus.emit('outbox.filled')
  }
}

function messagesLetter(house: House, reader: Reader, fresh: readonly WaitingMessage[]) {
  const language = languageTo(house, reader)
  const zone = venueTimezone(house)
  const { publicUrl } = house.config
  const items = fresh.slice(0, most).map(({ text, author, at, about }) => ({
    text: text(language),
    notes: [
      say(language, 'mail.messages_waiting.from', {
        author: author(language),
        time: spellTime(language, zone, at),
      }),
      about(language),
    ],
  }))
  const path = commonOf(fresh.map((one) => one.path)) ?? commonOf(fresh.map((one) => one.allPath)) ?? '/'
  const left = fresh.length - items.length
  return letterTo(house, reader, {
    kind: 'messages_waiting',
    values: { n: fresh.length },
    lists: [
      {
        title: say(language, 'mail.messages_waiting.list'),
        items,
        ...(left > 0 && { more: say(language, 'mail.digest.more', { n: left }) }),
      },
    ],
    action: { label: say(language, 'mail.messages_waiting.button'), url: publicUrl + path },
    notes: [say(language, 'mail.messages_waiting.why')],
    links: [{ label: say(language, 'mail.post.stop'), url: publicUrl + stopPath }],
  })
}

/** What all of them are; `null` where they differ. */
const commonOf = (all: readonly string[]): string | null => (new Set(all).size === 1 ? (all[0] ?? null) : null)

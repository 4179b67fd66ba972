import { operators } from '@sereno/shared/api/contract.ts'
import { pickPatienceMs } from '@sereno/shared/conversations.ts'
import { say } from '@sereno/shared/locales/index.ts'
import { wants } from '@sereno/shared/notifications.ts'
import { spellTime } from '../../integrations/error-follow-up/spell.ts'
import type { NewOutboxItem } from '../../store/outbox-types.ts'
import type { ConversationRecord } from '../../store/talk-types.ts'
import { answersNow } from '../channels/answers-now.ts'
import type { House } from '../house.ts'
import { pushNow } from '../push/spread-push.ts'
import { contactName, isShownPhone, tellingOfUnpicked } from '../push/talk-tellings.ts'
import { languageTo, letterTo } from '../users/letter-to.ts'
import { venueTimezone } from '../venue/venue-timezone.ts'
import { choosers, isQuietNow, stopPath } from './choosers.ts'
import { lookBackMs } from './messages.ts'
import type { Reader } from './readers.ts'
import { aboutTalks, consolePath } from './talk-messages.ts'

/** So many stand in a mail. */
const most = 10

/**
 * Calls operators to conversations that nobody has picked for three minutes, by push and by mail, each once for as long as
 * it is in the inbox, and in the hours of its channel; outside them it waits for their beginning. The mails do not wait
 * for others, and what they tell of is not mailed again.
 */
export async function tellUnpicked(house: House): Promise<void> {
  if (!(await house.watch.clockTrusted())) return
  const { talk, told } = house.store
  const now = house.clock.now()
  const resting = house.book.read().channels.flatMap(({ id }) => (answersNow(house, id) ? [] : [id]))
  const late = (await talk.unpicked(now - pickPatienceMs, resting)).filter(({ channelId }) =>
    answersNow(house, channelId),
  )
  if (late.length === 0) return
  const ids = late.map(({ id }) => id)
  const messages = (await talk.unanswered(now - lookBackMs, now)).filter((one) => ids.includes(one.conversationId))
  const messageIds = messages.map(({ id }) => id)
  for (const { reader, choices } of await choosers(house, (one) => wants(one, 'message', 'email'))) {
    if (!operators.includes(reader.role) || isQuietNow(house, choices)) continue
    const keys = late.map(({ id, inboxSince }) => `unpicked ${id} ${inboxSince}`)
    const isTold = await told.tell(
      reader.id,
      'message',
      [...keys, ...messageIds],
      now,
      aboutTalks(unpickedLetter(house, reader, late), ids.slice(0, most)),
    )
    if (isTold) house.bus.emit('outbox.filled')
  }
  await pushNow(house, tellingOfUnpicked(house, late))
  // Last, so that a process which ends in between calls those who were not called; nobody is mailed twice.
  await talk.escalated(ids, now)
}

function unpickedLetter(house: House, reader: Reader, late: readonly ConversationRecord[]): NewOutboxItem {
  const language = languageTo(house, reader)
  const zone = venueTimezone(house)
  const { name, phone } = house.book.read().venue.help
  const items = late.slice(0, most).map((one) => ({
    text: contactName(one, language, String),
    notes: [
      say(language, 'mail.notice.since', { from: spellTime(language, zone, one.waitingSince ?? one.inboxSince) }),
      one.channelName,
    ],
  }))
  const left = late.length - items.length
  const isShown = phone !== '' && late.some(isShownPhone)
  const [first] = late
  const path = late.length === 1 ? `${consolePath}?conversation=${first?.id}` : consolePath
  return letterTo(house, reader, {
    kind: 'conversations_unpicked',
    values: { n: late.length },
    ...(isShown && {
      facts: [{ label: say(language, 'mail.conversations_unpicked.phone'), value: [phone, name].join(' ') }],
    }),
    lists: [
      {
        title: say(language, 'mail.conversations_unpicked.list'),
        items,
        ...(left > 0 && { more: say(language, 'mail.digest.more', { n: left }) }),
      },
    ],
    action: { label: say(language, 'mail.messages_waiting.button'), url: house.config.publicUrl + path },
    notes: [say(language, 'mail.messages_waiting.why')],
    links: [{ label: say(language, 'mail.post.stop'), url: house.config.publicUrl + stopPath }],
  })
}

import { operators } from '@sereno/shared/api/contract.ts'
import { say } from '@sereno/shared/locales/index.ts'
import { type NewOutboxItem, talksHeader } from '../../store/outbox-types.ts'
import type { UnansweredMessage } from '../../store/talk-types.ts'
import { contactName } from '../push/talk-tellings.ts'
import type { MessageSource, WaitingMessage } from './message-source.ts'

export const consolePath = '/console'

/** Notes of which conversations a mail tells, so that it goes from the outbox with each of them. */
export const aboutTalks = (mail: NewOutboxItem, ids: readonly string[]): NewOutboxItem =>
  ids.length === 0 ? mail : { ...mail, headers: { ...mail.headers, [talksHeader]: [...new Set(ids)].join(' ') } }

/** What contacts write in conversations. */
export const talkMessages: MessageSource = async (house, since, until) =>
  (await house.store.talk.unanswered(since, until)).map(waitingOf)

/**
 * One that is in the inbox is everybody's, and the mail about it holds no text: it would still lie in mailboxes once
 * somebody has picked the conversation, and is alone to read it.
 */
export const waitingOf = ({
  id,
  conversationId,
  at,
  author,
  isVerified,
  text,
  pickerId,
  channelName,
}: UnansweredMessage): WaitingMessage => ({
  id,
  conversationId,
  at,
  author: (language) => contactName({ contact: { name: author, verified: isVerified } }, language, String),
  text: (language) =>
    pickerId === null
      ? say(language, 'mail.messages_waiting.inbox')
      : text || say(language, 'mail.messages_waiting.file'),
  about: () => channelName,
  path: `${consolePath}?conversation=${conversationId}`,
  allPath: consolePath,
  isFor: (reader) => operators.includes(reader.role) && (pickerId === null || pickerId === reader.id),
})

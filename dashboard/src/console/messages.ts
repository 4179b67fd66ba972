import type { TalkMessage } from '@sereno/shared/conversation.ts'
import { messageStates } from '@sereno/shared/conversations.ts'

/** Most messages that are kept at once: a long conversation is looked at through a window. */
export const mostMessages = 300

/** The newer of two tellings of one message: a page that was asked for may come after the event that overtook it. */
function newerOf(known: TalkMessage, told: TalkMessage): TalkMessage {
  const [before, now] = [known.state, told.state]
  // What was given up can be tried again, and then begins anew.
  if (before === null || now === null || before === 'failed' || now === 'failed') return told
  return messageStates.indexOf(now) < messageStates.indexOf(before) ? known : told
}

/** Messages in their order, each once, however often and in whatever order they were told. */
export function merged(known: readonly TalkMessage[], told: readonly TalkMessage[]): TalkMessage[] {
  const byId = new Map(known.map((message) => [message.id, message]))
  for (const message of told) {
    const before = byId.get(message.id)
    byId.set(message.id, before === undefined ? message : newerOf(before, message))
  }
  return [...byId.values()].toSorted((a, b) => a.sequence - b.sequence)
}

/** What stays of more messages than are kept: the oldest where someone reads upwards, else the newest. */
export const windowed = (messages: readonly TalkMessage[], keep: 'oldest' | 'newest'): readonly TalkMessage[] => {
  if (messages.length <= mostMessages) return messages
  return keep === 'oldest' ? messages.slice(0, mostMessages) : messages.slice(-mostMessages)
}

/** The first of the last `unread` messages of the contact; `null` where all was read. */
export function firstUnread(messages: readonly TalkMessage[], unread: number): string | null {
  if (unread <= 0) return null
  const theirs = messages.filter(({ kind }) => kind === 'in')
  return theirs.at(-Math.min(unread, theirs.length))?.id ?? null
}

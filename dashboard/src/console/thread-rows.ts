import type { TalkMessage } from '@sereno/shared/conversation.ts'
import { toWall } from '../zone-time.ts'

/** What stands in a thread, from above: days of the venue, the line before what is new, messages. */
export type ThreadRow =
  | { type: 'day'; key: string; at: string }
  | { type: 'new'; key: string }
  | { type: 'message'; key: string; message: TalkMessage; follows: boolean }

/** So soon after the one before, a message of the same person needs no name of its own. */
const SAME_BREATH_MS = 5 * 60_000

const isSameBreath = (before: TalkMessage | undefined, message: TalkMessage): boolean =>
  before !== undefined &&
  before.kind === message.kind &&
  before.author === message.author &&
  Date.parse(message.at) - Date.parse(before.at) < SAME_BREATH_MS

export function threadRows(messages: readonly TalkMessage[], zone: string, firstNew: string | null): ThreadRow[] {
  const rows: ThreadRow[] = []
  let day = ''
  let before: TalkMessage | undefined
  for (const message of messages) {
    const its = toWall(message.at, zone).slice(0, 10)
    if (its !== day) rows.push({ type: 'day', key: `day ${its} ${message.id}`, at: message.at })
    const isFirstNew = message.id === firstNew
    if (isFirstNew) rows.push({ type: 'new', key: 'new' })
    const follows = its === day && !isFirstNew && message.kind !== 'event' && isSameBreath(before, message)
    rows.push({ type: 'message', key: message.id, message, follows })
    day = its
    before = message
  }
  return rows
}

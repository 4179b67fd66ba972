import { conversationBounds } from '@sereno/shared/conversations.ts'
import type { Database } from '../database.ts'
import type { Sender, Stranger } from '../talk-types.ts'
import { isFull } from './talk-row.ts'

const dayMs = 86_400_000
/** Messages of one step, and steps of one message: nobody waits long behind it. */
const [stepRows, mostSteps] = [100, 5]
/** What a row takes beside its text. */
const rowBytes = 200
/** The sum is asked for anew where it seems to be too much: what was pruned since is not known here. */
const askAgainMs = 10 * 60_000

/** The share of a network of what is bounded. */
export const shareOf = (bound: number, { isShared }: Stranger): number =>
  isShared ? bound * conversationBounds.sharedTimes : bound

/** What was over before this may go to make room for what somebody sends, ms since 1970. */
export const sparedSince = (sender: Sender, at: number): number =>
  sender === 'house' ? Number.MAX_SAFE_INTEGER : at - conversationBounds.restDays * dayMs

/** Whether a conversation may be opened: strangers have a share of the inbox, and each network of that. */
export function mayOpen(db: Database, stranger: Stranger | null): boolean {
  const count = (where: string, params = {}) =>
    db.get<{ count: number }>(`SELECT count(*) AS count FROM conversations WHERE closed_at IS NULL${where}`, params)
      ?.count ?? 0
  if (count('') >= conversationBounds.open) return false
  if (stranger === null) return true
  const { network } = stranger
  return (
    count(" AND network > ''") < conversationBounds.strangersOpen &&
    count(" AND network > '' AND network = :network", { network }) < shareOf(conversationBounds.networkOpen, stranger)
  )
}

/** A conversation of years goes on: its oldest messages give way, but for those that are still to be sent. */
export function letOldestGo(db: Database, conversationId: string): void {
  if (!isFull(db, conversationId)) return
  db.run(
    `DELETE FROM talk_messages WHERE sequence IN (SELECT sequence FROM talk_messages
       WHERE conversation_id = :conversationId AND state IS NOT 'waiting' ORDER BY sequence LIMIT ${stepRows})`,
    { conversationId },
  )
}

/** Of each database, what texts took when they were last summed up, and has been added since. */
const sums = new WeakMap<Database, { bytes: number; askedAt: number }>()

/** Whether there is room for a text. Where there is none, what is over goes, the oldest first. */
export function hasTextRoom(db: Database, text: string, sender: Sender, at: number): boolean {
  const bytes = Buffer.byteLength(text) + rowBytes
  const most = typeof sender === 'string' ? conversationBounds.allTextBytes : conversationBounds.strangerTextBytes
  const sum = sums.get(db) ?? { bytes: textBytes(db), askedAt: at }
  sums.set(db, sum)
  if (sum.bytes + bytes > most && Math.abs(at - sum.askedAt) >= askAgainMs)
    Object.assign(sum, { bytes: textBytes(db), askedAt: at })
  for (let step = 0; step < mostSteps && sum.bytes + bytes > most; step += 1) {
    const freed = dropOldest(db, sparedSince(sender, at))
    if (freed === null) break
    sum.bytes -= freed
  }
  if (sum.bytes + bytes > most) return false
  sum.bytes += bytes
  return true
}

const textBytes = (db: Database): number =>
  db.get<{ bytes: number }>(
    `SELECT coalesce(sum(octet_length(text)), 0) + count(*) * ${rowBytes} AS bytes FROM talk_messages`,
  )?.bytes ?? 0

/** Messages of what has been over for longest, and with the last of them itself: their bytes; `null` where there is none. */
function dropOldest(db: Database, before: number): number | null {
  const over = db.get<{ id: string }>(
    `SELECT id FROM conversations WHERE closed_at IS NOT NULL AND closed_at < :before ORDER BY closed_at LIMIT 1`,
    { before },
  )
  if (over === undefined) return null
  const gone = db.all<{ bytes: number }>(
    `DELETE FROM talk_messages WHERE sequence IN
       (SELECT sequence FROM talk_messages WHERE conversation_id = :id ORDER BY sequence LIMIT ${stepRows})
     RETURNING octet_length(text) + ${rowBytes} AS bytes`,
    over,
  )
  if (gone.length < stepRows) db.run('DELETE FROM conversations WHERE id = :id', over)
  return gone.reduce((sum, { bytes }) => sum + bytes, 0)
}

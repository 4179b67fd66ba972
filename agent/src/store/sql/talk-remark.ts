import type { Database } from '../database.ts'
import { makeId } from '../make-id.ts'
import { conversationRow, insertMessage, messageOf, talkMessage } from './talk-row.ts'

/** A note of the house's own: it opens nothing, waits for nobody, and nobody is called. The same `key` again changes nothing. */
export function remarkTalk(db: Database, conversationId: string, key: string, text: string, at: number): string | null {
  if (conversationRow(db, conversationId) === undefined) return null
  const ofIt = "conversation_id = :conversationId AND client_id = :key AND kind <> 'in'"
  if (messageOf(db, ofIt, { conversationId, key }) !== null) return null
  const id = makeId(at)
  insertMessage(db, { id, conversationId, kind: 'note', userId: null, author: 'Sereno', at, text, clientId: key })
  return talkMessage(db, id)?.id ?? null
}

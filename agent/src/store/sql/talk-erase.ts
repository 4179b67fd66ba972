import type { Database } from '../database.ts'
import type { Traces } from '../erasure-types.ts'
import { sweepKey } from '../keep-keys.ts'
import { talksHeader } from '../outbox-types.ts'
import { giveBackAllTalks } from './talk-hands.ts'

/** With what was to be told of it, and the mails that tell of others as well. Its spells stay: they name nobody. */
export function eraseTalk(db: Database, id: string): void {
  for (const table of ['webhook_deliveries', 'push_events'])
    db.run(`DELETE FROM ${table} WHERE event = 'message.received' AND subject GLOB :id || ':*'`, { id })
  db.run('DELETE FROM push_deliveries WHERE conversation_id = :id', { id })
  db.run(`DELETE FROM outbox WHERE instr(headers ->> '$."${talksHeader}"', :id) > 0`, { id })
  if (db.run('DELETE FROM conversations WHERE id = :id', { id }) > 0)
    db.run("INSERT INTO keep (key, value) VALUES (:key, 'true') ON CONFLICT (key) DO NOTHING", { key: sweepKey })
}

/** Somebody goes: what is open is everybody's again, what is over nobody's, and nothing is by anyone of their name. */
export function leaveTalks(db: Database, userId: string, at: number): void {
  giveBackAllTalks(db, userId, 'disabled', at)
  db.run("UPDATE conversations SET picker = '' WHERE picker_id = :userId AND closed_at IS NOT NULL", { userId })
  db.run("UPDATE talk_messages SET author = '' WHERE user_id = :userId", { userId })
}

/** Someone is forgotten: what they wrote to us as themselves, by their e-mail or their number, goes whole. */
export function eraseTalksWith(db: Database, { emails, phones }: Traces): void {
  const theirs = db.all<{ id: string }>(
    `SELECT id FROM conversations WHERE lower(contact ->> '$.email') IN (SELECT value FROM json_each(:emails))
       OR (channel_type = 'whatsapp' AND contact_key IN (SELECT value FROM json_each(:numbers)))`,
    { emails: JSON.stringify(emails), numbers: JSON.stringify(phones.map((phone) => phone.replace('+', ''))) },
  )
  for (const { id } of theirs) eraseTalk(db, id)
}

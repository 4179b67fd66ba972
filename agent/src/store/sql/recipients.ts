import type { Database } from '../database.ts'
import type { NewOutboxItem, OutboxItem } from '../outbox-types.ts'
import type { RecipientRecord, StopLink, Stops } from '../recipient-types.ts'
import { addItems, dropDigests } from './outbox.ts'

interface StandingRow {
  address: string
  is_user: number
  told_at: number | null
  mail: OutboxItem['state'] | null
  stopped_at: number | null
}

export const standingOf = (db: Database, addresses: string[]): RecipientRecord[] =>
  db
    .all<StandingRow>(
      `SELECT asked.value AS address, told_at, stopped_at, outbox.state AS mail,
         EXISTS (SELECT 1 FROM users WHERE email_key = asked.value AND email_confirmed_at IS NOT NULL) AS is_user
       FROM json_each(:addresses) AS asked
       LEFT JOIN recipients ON recipients.address = asked.value
       LEFT JOIN outbox ON outbox.id = recipients.mail_id
       ORDER BY asked.key`,
      { addresses: JSON.stringify(addresses) },
    )
    .map(({ address, is_user, told_at, mail, stopped_at }) => ({
      address,
      isUser: is_user === 1,
      toldAt: told_at,
      mail,
      stoppedAt: stopped_at,
    }))

/**
 * The row decides: of two that tell the same address at the same time, the later finds it told. Only one whose mail was
 * given up is told anew.
 */
export function tellRecipients(db: Database, news: { link: StopLink; item: NewOutboxItem }[], at: number): number {
  const fresh = news.filter(
    ({ link: { address }, item }) =>
      db.run(
        `INSERT INTO recipients (address, told_at, mail_id) VALUES (:address, :at, :mailId)
         ON CONFLICT (address) DO UPDATE SET told_at = excluded.told_at, mail_id = excluded.mail_id
           WHERE stopped_at IS NULL
             AND EXISTS (SELECT 1 FROM outbox WHERE outbox.id = recipients.mail_id AND state = 'failed')`,
        { address, at, mailId: item.id },
      ) === 1,
  )
  addLinks(
    db,
    fresh.map(({ link }) => link),
    at,
  )
  addItems(
    db,
    fresh.map(({ item }) => item),
  )
  return fresh.length
}

export function addLinks(db: Database, links: StopLink[], at: number): void {
  for (const { hash, address } of links) {
    db.run('INSERT INTO stop_links (hash, address, made_at) VALUES (:hash, :address, :at)', { hash, address, at })
  }
}

export const addressOfLink = (db: Database, hash: string): string | null =>
  db.get<{ address: string }>('SELECT address FROM stop_links WHERE hash = :hash', { hash })?.address ?? null

/** Who presses the button knows of the mails, and need not be told; digests that wait for them are not sent either. */
export function setStopped(db: Database, address: string, stopped: boolean, at: number): void {
  db.run(
    `INSERT INTO recipients (address, told_at, stopped_at) VALUES (:address, :at, :stoppedAt)
     ON CONFLICT (address) DO UPDATE SET
       stopped_at = CASE WHEN :stoppedAt IS NULL THEN NULL ELSE coalesce(stopped_at, :stoppedAt) END`,
    { address, at, stoppedAt: stopped ? at : null },
  )
  if (stopped) dropDigests(db, address, at)
}

/**
 * The other database is the newer, where both told someone at the same time: then who started the mails again gets them.
 * Of two that know nothing of each other, the one counts in which they are stopped.
 */
export function carryOverStops(db: Database, { recipients, links }: Stops): void {
  for (const { address, toldAt, stoppedAt } of recipients) {
    db.run(
      `INSERT INTO recipients (address, told_at, stopped_at) VALUES (:address, :toldAt, :stoppedAt)
       ON CONFLICT (address) DO UPDATE SET stopped_at =
         CASE WHEN told_at IS excluded.told_at THEN excluded.stopped_at ELSE coalesce(excluded.stopped_at, stopped_at) END`,
      { address, toldAt, stoppedAt },
    )
  }
  for (const { hash, address, madeAt } of links) {
    db.run(
      'INSERT INTO stop_links (hash, address, made_at) VALUES (:hash, :address, :madeAt) ON CONFLICT (hash) DO NOTHING',
      { hash, address, madeAt },
    )
  }
}

import type { Database } from '../database.ts'
import type { LeadRecord } from '../referral-types.ts'

/** The person's token: `fresh` where they had none. */
export function referralToken(db: Database, userId: string, fresh: string): string {
  db.run('INSERT INTO referrals (user_id, token) VALUES (:userId, :fresh) ON CONFLICT (user_id) DO NOTHING', {
    userId,
    fresh,
  })
  return db.get<{ token: string }>('SELECT token FROM referrals WHERE user_id = :userId', { userId })?.token ?? fresh
}

export const referralOwner = (db: Database, token: string): string | null =>
  db.get<{ user_id: string }>('SELECT user_id FROM referrals WHERE token = :token', { token })?.user_id ?? null

export function addLead(db: Database, lead: LeadRecord): void {
  db.run(
    `INSERT INTO leads (id, user_id, at, name, venue, ticket) VALUES (:id, :userId, :at, :name, :venue, :ticket)`,
    { ...lead },
  )
}

interface LeadRow {
  id: string
  user_id: string | null
  at: number
  name: string
  venue: string
  ticket: number | null
}

/** Whom a person brought, newest first. */
export const leadsOf = (db: Database, userId: string): LeadRecord[] =>
  db
    .all<LeadRow>('SELECT * FROM leads WHERE user_id = :userId ORDER BY sequence DESC LIMIT 100', { userId })
    .map(({ id, user_id, at, name, venue, ticket }) => ({ id, userId: user_id, at, name, venue, ticket }))

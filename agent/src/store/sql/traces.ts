import type { AuditChange } from '@sereno/shared/audit.ts'
import type { Database } from '../database.ts'
import type { Traces } from '../erasure-types.ts'
import type { UserRecord } from '../people-types.ts'

/** What a change of a person is told by, and what it says of them. */
const told: Record<string, keyof Traces> = {
  username: 'usernames',
  fullName: 'names',
  email: 'emails',
  newEmail: 'emails',
  phone: 'phones',
}
/** These say something of a person, whatever they hold. */
export const isPersonal = (path: string): boolean =>
  path in told || path === 'jobTitle' || path === 'companyName' || path === 'login'

/** By what a user is recognised, also by what they were called before; what another user shares is not theirs alone. */
export function tracesOf(db: Database, user: UserRecord): Traces {
  const traces: Traces = {
    usernames: [user.username],
    emails: [user.email, user.newEmail].flatMap((email) => (email === null ? [] : [email])),
    phones: user.phone === null ? [] : [user.phone],
    names: [user.fullName],
  }
  for (const { changes } of ownRows(db, user)) {
    for (const { path, before, after } of JSON.parse(changes) as AuditChange[]) {
      const kind = Object.hasOwn(told, path) ? told[path] : undefined
      if (kind !== undefined) traces[kind].push(...[before, after].filter((one) => one !== null))
    }
  }
  const others = { id: user.id }
  const isFree = (sql: string) => (value: string) => db.get(sql, { ...others, value }) === undefined
  return {
    usernames: unique(traces.usernames, true),
    emails: unique(traces.emails, true).filter(isFree('SELECT 1 FROM users WHERE email_key = :value AND id <> :id')),
    phones: unique(traces.phones).filter(isFree('SELECT 1 FROM users WHERE phone = :value AND id <> :id')),
    names: unique(traces.names).filter(isFree('SELECT 1 FROM users WHERE full_name = :value AND id <> :id')),
  }
}

/** Lines of the audit log that changed them. */
const ownRows = (db: Database, { id, username }: UserRecord): { changes: string }[] =>
  db.all(
    `SELECT changes FROM audit WHERE target = :id OR (username = :username AND action LIKE '% /api/v1/me%')
     ORDER BY sequence DESC LIMIT 2000`,
    { id, username },
  )

function unique(all: string[], folded = false): string[] {
  const clean = all.map((one) => (folded ? one.trim().toLowerCase() : one.trim())).filter((one) => one !== '')
  return [...new Set(clean)].slice(0, 50)
}

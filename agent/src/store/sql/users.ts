import type { Language, Page } from '@sereno/shared/field.ts'
import type { Role } from '@sereno/shared/user.ts'
import { fromNameCursor, toNamePage } from '../cursor.ts'
import type { Database, Params } from '../database.ts'
import type { NewOutboxItem } from '../outbox-types.ts'
import type { PageRequest } from '../page-request.ts'
import type { MailedLink, UserPatch, UserRecord, UserRefusal } from '../people-types.ts'
import { addMailedLinks } from './add-links.ts'
import { endPushesOf } from './end-pushes.ts'
import { addItems } from './outbox.ts'

interface UserRow {
  sequence: number
  id: string
  username: string
  full_name: string
  email: string
  email_confirmed_at: number | null
  new_email: string | null
  phone: string | null
  job_title: string
  company_name: string
  role: Role
  language: Language | null
  password_hash: string
  created_at: number
  last_sign_in_at: number | null
  disabled_at: number | null
  deletion_due_at: number | null
  deletion_told_days: number | null
  second_step_at: number | null
  avatar: string | null
}

const toUser = (row: UserRow): UserRecord => ({
  id: row.id,
  username: row.username,
  fullName: row.full_name,
  email: row.email,
  emailConfirmedAt: row.email_confirmed_at,
  newEmail: row.new_email,
  phone: row.phone,
  jobTitle: row.job_title,
  companyName: row.company_name,
  role: row.role,
  language: row.language,
  passwordHash: row.password_hash,
  createdAt: row.created_at,
  lastSignInAt: row.last_sign_in_at,
  disabledAt: row.disabled_at,
  deletionDueAt: row.deletion_due_at,
  deletionToldDays: row.deletion_told_days,
  secondStepAt: row.second_step_at,
  avatar: row.avatar,
})

const columns: Record<keyof UserRecord, string> = {
  id: 'id',
  username: 'username',
  fullName: 'full_name',
  email: 'email',
  emailConfirmedAt: 'email_confirmed_at',
  newEmail: 'new_email',
  phone: 'phone',
  jobTitle: 'job_title',
  companyName: 'company_name',
  role: 'role',
  language: 'language',
  passwordHash: 'password_hash',
  createdAt: 'created_at',
  lastSignInAt: 'last_sign_in_at',
  disabledAt: 'disabled_at',
  deletionDueAt: 'deletion_due_at',
  deletionToldDays: 'deletion_told_days',
  secondStepAt: 'second_step_at',
  avatar: 'avatar',
}

const names = Object.values(columns)
const insert = `INSERT INTO users (${names.join(', ')}, email_key)`
const values = `SELECT ${Object.keys(columns)
  .map((name) => `:${name}`)
  .join(', ')}, :emailKey`

const fieldsOf = (user: UserRecord): Params => ({
  ...user,
  username: user.username.toLowerCase(),
  emailKey: user.email.toLowerCase(),
})

export const anyone = (db: Database): boolean => db.get('SELECT 1 FROM users LIMIT 1') !== undefined

/** One statement, so that of two set-ups at the same time only one is the first. */
export const addFirstUser = (db: Database, user: UserRecord): boolean =>
  db.run(`${insert} ${values} WHERE NOT EXISTS (SELECT 1 FROM users)`, fieldsOf(user)) === 1

/** `null`: it is there now, and its mails are in the outbox. */
export function addUser(
  db: Database,
  user: UserRecord,
  links: MailedLink[],
  mails: NewOutboxItem[],
): UserRefusal | null {
  const taken = takenBy(db, user)
  if (taken !== null) return taken
  db.run(`${insert} ${values}`, fieldsOf(user))
  addMailedLinks(db, links)
  addItems(db, mails)
  return null
}

/** `null`: it is changed, and the mails that tell of it are in the outbox. */
export function changeUser(
  db: Database,
  id: string,
  patch: UserPatch,
  links: MailedLink[],
  mails: NewOutboxItem[],
): UserRefusal | null {
  const before = userOf(db, id)
  if (before === null) return 'not_found'
  const after = { ...before, ...patch }
  const taken = takenBy(db, after)
  if (taken !== null) return taken
  if (isLastAdmin(db, before) && !isAdmin(after)) return 'last_admin'
  db.run(
    `UPDATE users SET ${Object.entries(columns)
      .map(([name, column]) => `${column} = :${name}`)
      .join(', ')}, email_key = :emailKey WHERE id = :id`,
    fieldsOf(after),
  )
  if (after.email !== before.email || after.newEmail !== before.newEmail) endLinksElsewhere(db, after)
  // They would go on by themselves with the day on which the person may come in again.
  if (after.disabledAt !== null) db.run('DELETE FROM sessions WHERE user_id = :id', { id })
  if (after.disabledAt !== null) endPushesOf(db, id, null)
  addMailedLinks(db, links)
  addItems(db, mails)
  return null
}

/** What was mailed to an address that is not theirs any more is good for nothing: its reader may be a stranger. */
function endLinksElsewhere(db: Database, { id, email, newEmail }: UserRecord): void {
  db.run(
    `DELETE FROM mailed_links WHERE user_id = :id AND email NOT IN ('', :email)
       AND (purpose <> 'confirm_email' OR email IS NOT :newEmail)`,
    { id, email, newEmail },
  )
}

/** Whoever knew the old one is out: all sessions end but the one that changed it. */
export function setPassword(
  db: Database,
  id: string,
  passwordHash: string,
  kept: string | null,
  mails: NewOutboxItem[],
): void {
  db.run('UPDATE users SET password_hash = :passwordHash WHERE id = :id', { id, passwordHash })
  endPushesOf(db, id, kept)
  db.run('DELETE FROM sessions WHERE user_id = :id AND id IS NOT :kept', { id, kept })
  db.run("DELETE FROM mailed_links WHERE user_id = :id AND purpose IN ('reset', 'activate')", { id })
  addItems(db, mails)
}

function takenBy(db: Database, { id, username, phone }: UserRecord): UserRefusal | null {
  if (db.get('SELECT 1 FROM users WHERE username = lower(:username) AND id <> :id', { id, username }) !== undefined)
    return 'username_taken'
  if (phone !== null && db.get('SELECT 1 FROM users WHERE phone = :phone AND id <> :id', { id, phone }) !== undefined)
    return 'phone_taken'
  return null
}

const isAdmin = ({ role, disabledAt, passwordHash, deletionDueAt }: UserRecord) =>
  role === 'admin' && disabledAt === null && passwordHash !== '' && deletionDueAt === null

/** Nobody else could let anyone in. One who was invited and never came does not count, nor one who is leaving. */
export const isLastAdmin = (db: Database, user: UserRecord): boolean =>
  isAdmin(user) &&
  db.get(
    `SELECT 1 FROM users WHERE role = 'admin' AND disabled_at IS NULL AND password_hash <> ''
       AND deletion_due_at IS NULL AND id <> :id`,
    { id: user.id },
  ) === undefined

export function userOf(db: Database, id: string): UserRecord | null {
  const row = db.get<UserRow>('SELECT * FROM users WHERE id = :id', { id })
  return row === undefined ? null : toUser(row)
}

/** By name. */
export function listUsers(db: Database, { limit, cursor }: PageRequest): Page<UserRecord> {
  const place = fromNameCursor(cursor)
  const rows = db.all<UserRow>(
    `SELECT * FROM users
     ${place === null ? '' : 'WHERE (full_name COLLATE NOCASE, sequence) > (:name, :sequence)'}
     ORDER BY full_name COLLATE NOCASE, sequence LIMIT :rows`,
    { rows: limit + 1, ...place },
  )
  return toNamePage(
    rows.map((row) => ({ ...row, name: row.full_name })),
    limit,
    toUser,
  )
}

/**
 * A username before an e-mail before a phone; the phone as people write it, with blanks, dots, hyphens and brackets. An
 * e-mail that several have names the one who confirmed it, else nobody: each of them has their username.
 */
export function findLogin(db: Database, login: string): UserRecord | null {
  const word = login.trim().toLowerCase()
  const row =
    db.get<UserRow>('SELECT * FROM users WHERE username = :word', { word }) ??
    byEmail(usersOf(db, word)) ??
    db.get<UserRow>('SELECT * FROM users WHERE phone = :phone', { phone: word.replace(/[\s().-]/gu, '') })
  return row === undefined ? null : toUser(row)
}

const only = ([first, ...others]: UserRow[]): UserRow | undefined => (others.length === 0 ? first : undefined)

/** Who only writes another's address down as theirs keeps nobody out. */
const byEmail = (rows: UserRow[]): UserRow | undefined =>
  only(rows.filter((row) => row.email_confirmed_at !== null)) ?? only(rows)

const usersOf = (db: Database, email: string): UserRow[] =>
  db.all<UserRow>('SELECT * FROM users WHERE email_key = :email AND disabled_at IS NULL ORDER BY sequence LIMIT 50', {
    email,
  })

export const usersOfEmail = (db: Database, email: string): UserRecord[] =>
  usersOf(db, email.trim().toLowerCase()).map(toUser)

export const usersDue = (db: Database, at: number): UserRecord[] =>
  db
    .all<UserRow>('SELECT * FROM users WHERE deletion_due_at <= :at ORDER BY deletion_due_at LIMIT 50', { at })
    .map(toUser)

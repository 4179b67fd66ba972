import type { Language, Page } from '@sereno/shared/field.ts'
import type { Role } from '@sereno/shared/user.ts'
import type { NewOutboxItem } from './outbox-types.ts'
import type { PageRequest } from './page-request.ts'

/** Times in this file are ms since 1970. */

export interface UserRecord {
  id: string
  username: string
  fullName: string
  email: string
  /** When the person showed that mail to `email` reaches them. */
  emailConfirmedAt: number | null
  /** The address that takes the place of `email` once it is confirmed. */
  newEmail: string | null
  phone: string | null
  jobTitle: string
  companyName: string
  role: Role
  language: Language | null
  /** PHC string of argon2id; empty until an invited person has set one. */
  passwordHash: string
  createdAt: number
  lastSignInAt: number | null
  /** May not come in since then. */
  disabledAt: number | null
  /** The person asked to be deleted, and will be then. */
  deletionDueAt: number | null
  /** Of the reminders of that, how many days ahead the last one was; `null` before the first. */
  deletionToldDays: number | null
  /** Since when they sign in with a code as well. */
  secondStepAt: number | null
  /** Which picture is theirs now; `null` where there is none. */
  avatar: string | null
}

/** What of a user can be changed after it was made. */
export type UserPatch = Partial<Omit<UserRecord, 'id' | 'username' | 'createdAt'>>

export interface SessionRecord {
  id: string
  /** SHA-256 of the cookie's value, hex. */
  hash: string
  userId: string
  createdAt: number
  lastUsedAt: number
  address: string
  browser: string
}

/** What a mailed link is good for; `usernames` opens nothing, and is kept to count the mails that named them. */
export type LinkPurpose = 'reset' | 'activate' | 'confirm_email' | 'usernames'

/** A secret that went out in a mail, good for one thing, once. */
export interface MailedLink {
  /** SHA-256 of the token in the link, hex. */
  hash: string
  /** Of the short code that can be typed in its place; `null` where there is none. */
  codeHash: string | null
  purpose: LinkPurpose
  userId: string
  /** The address that it was mailed to. */
  email: string
  createdAt: number
  expiresAt: number
}

/** Someone asked for a way back in; whether anybody has that login is found out later, so that the answer cannot tell. */
export interface Recovery {
  id: string
  /** What was typed: a username, an e-mail or a phone. */
  login: string
  /** `reset`: the password; `usernames`: the list of usernames that this e-mail has. */
  wanted: 'reset' | 'usernames'
  language: Language
  at: number
}

/** Why a change of a user was not made: there is none, another has that name or phone, or no admin would be left. */
export type UserRefusal = 'not_found' | 'username_taken' | 'phone_taken' | 'last_admin'

export interface People {
  anyone(): Promise<boolean>
  /** The first user; `false` if there is one already. */
  addFirst(user: UserRecord): Promise<boolean>
  /** With the mails that tell of it, in one transaction; `null` where it was made. */
  addUser(user: UserRecord, links: MailedLink[], mails: NewOutboxItem[]): Promise<UserRefusal | null>
  /** With the mails that tell of it, in one transaction; `null` where it was made. */
  changeUser(id: string, patch: UserPatch, links: MailedLink[], mails: NewOutboxItem[]): Promise<UserRefusal | null>
  /** Also ends every session of the person but one. */
  setPassword(id: string, passwordHash: string, keptSession: string | null, mails: NewOutboxItem[]): Promise<void>
  /** With all that is theirs, and what is left of them elsewhere; `null` where it was made. */
  removeUser(id: string, at: number): Promise<UserRefusal | null>
  /** Whether they may be removed, before anything is. */
  removalRefusal(id: string): Promise<UserRefusal | null>
  user(id: string): Promise<UserRecord | null>
  /** By name. */
  users(page: PageRequest): Promise<Page<UserRecord>>
  /** By username, phone, or an e-mail that one of those who may come in has; any case. */
  findLogin(login: string): Promise<UserRecord | null>
  /** Those who may come in and have this e-mail; at most 50. */
  usersOfEmail(email: string): Promise<UserRecord[]>
  /** Those whose deletion is due at a moment, the first before; at most 50. */
  usersDue(at: number): Promise<UserRecord[]>
  addSession(session: SessionRecord): Promise<void>
  session(hash: string): Promise<{ session: SessionRecord; user: UserRecord } | null>
  touchSession(id: string, at: number): Promise<void>
  sessions(userId: string): Promise<SessionRecord[]>
  /** By a person: the browser of the session gets no pushes any more. */
  signOut(userId: string, id: string): Promise<boolean>
  /** Of one that ran out by itself. */
  endSession(userId: string, id: string): Promise<boolean>
  endSessionsBefore(idleSince: number, createdSince: number): Promise<void>
}

/** The ways in by mail. */
export interface WaysIn {
  /** `false`: too many wait, and this one was not kept. */
  ask(recovery: Recovery): Promise<boolean>
  /** Those that wait, oldest first; at most 50. */
  asked(): Promise<Recovery[]>
  /** Answers one: its links, the mails with them, and that it no longer waits, in one transaction. */
  settle(id: string, links: MailedLink[], mails: NewOutboxItem[]): Promise<void>
  /** Adds a link that nobody asked for by mail. */
  add(link: MailedLink): Promise<void>
  /** How many links of a person for the same thing work still. */
  open(purpose: LinkPurpose, userId: string, now: number): Promise<number>
  /** By the hash of the link's token or of its code; also one that has expired. */
  link(purpose: LinkPurpose, userId: string, hash: string): Promise<MailedLink | null>
  /** By the hash of the token alone, for links that name nobody. */
  linkOf(purpose: LinkPurpose, hash: string): Promise<MailedLink | null>
  /**
   * Uses a link up: writes what it was good for, with the mails that tell of it, and ends all links of the person for
   * the same; with a new password all links to set one, and every session. `false`: it was used already, and nothing was written.
   */
  use(link: MailedLink, patch: UserPatch, mails: NewOutboxItem[]): Promise<boolean>
}

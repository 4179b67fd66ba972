import type { NewOutboxItem } from './outbox-types.ts'

/** Times in this file are ms since 1970. */

/** The public half of a key that a person's device keeps. */
export interface PasskeyRecord {
  id: string
  userId: string
  /** As the device names it: base64url. */
  credentialId: string
  /** SubjectPublicKeyInfo, base64url. */
  publicKey: string
  /** COSE's number of what it signs with. */
  algorithm: number
  /** How often it signed, where the device counts that; else 0. */
  counter: number
  /** How the browser may reach it, such as `internal`. */
  transports: string[]
  /** The host name at which it works. */
  host: string
  name: string
  createdAt: number
  lastUsedAt: number | null
}

export interface Passkeys {
  /** Newest first. */
  list(userId: string): Promise<PasskeyRecord[]>
  /** With the mails that tell of it, in one transaction. `full`: the person has as many as they may; `known`: somebody has this very key. */
  add(passkey: PasskeyRecord, most: number, mails: NewOutboxItem[]): Promise<'added' | 'full' | 'known'>
  ofCredential(credentialId: string): Promise<PasskeyRecord | null>
  /** Notes that it signed; `false`: its counter did not go up, or it is gone. */
  use(id: string, counter: number, at: number): Promise<boolean>
  rename(userId: string, id: string, name: string): Promise<boolean>
  /** With the mails that tell of it, in one transaction; `false`: the person has none such. */
  remove(userId: string, id: string, mails: NewOutboxItem[]): Promise<boolean>
}

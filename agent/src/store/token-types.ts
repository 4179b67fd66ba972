import type { Page } from '@sereno/shared/field.ts'
import type { Scope } from '@sereno/shared/token.ts'
import type { NewOutboxItem } from './outbox-types.ts'
import type { PageRequest } from './page-request.ts'
import type { UserRecord } from './people-types.ts'

/** Times in this file are ms since 1970. */

export interface TokenRecord {
  id: string
  /** SHA-256 of the secret, hex. */
  hash: string
  userId: string
  name: string
  scopes: Scope[]
  /** Addresses and subnets that it may come from; empty for everywhere. */
  addresses: string[]
  createdAt: number
  expiresAt: number | null
  lastUsedAt: number | null
  lastAddress: string | null
  /** When another was put in its place. */
  replacedAt: number | null
  /** When its owner was told that it ends soon. */
  toldAt: number | null
}

/** A token with the person as whom it acts. */
export interface OwnedToken {
  token: TokenRecord
  user: UserRecord
}

/** The token of a person, which acts as them in everything. */
export interface PrivateToken {
  userId: string
  hash: string
  /** The token itself, sealed: they may look at it again. */
  sealed: string
  createdAt: number
  lastUsedAt: number | null
  lastAddress: string | null
}

export interface PrivateTokens {
  get(userId: string): Promise<PrivateToken | null>
  /** In the place of the one before. */
  set(token: PrivateToken): Promise<void>
  ofHash(hash: string): Promise<{ token: PrivateToken; user: UserRecord } | null>
  used(userId: string, at: number, address: string): Promise<void>
}

export interface Tokens {
  /** `false`: there are `most` already. */
  add(token: TokenRecord, most: number): Promise<boolean>
  /** Puts `token` in the place of another, which ends at `endsAt`, with the mails that tell of it; `false`: the other is gone or was replaced before, or there are `most`. */
  replace(
    id: string,
    replacedAt: number,
    endsAt: number,
    token: TokenRecord,
    most: number,
    mails: NewOutboxItem[],
  ): Promise<boolean>
  /** Also one that has expired: the door decides. */
  ofHash(hash: string): Promise<OwnedToken | null>
  get(id: string): Promise<OwnedToken | null>
  used(id: string, at: number, address: string): Promise<void>
  /** Newest first. */
  list(page: PageRequest): Promise<Page<OwnedToken>>
  /** Those that end from `now` to `until`, and were not replaced; at most 500. */
  expiring(now: number, until: number): Promise<OwnedToken[]>
  /** Notes that an owner was told, with the mails that tell it. */
  tell(id: string, at: number, mails: NewOutboxItem[]): Promise<void>
  /** With the mails that tell of it, in one transaction; `false`: there is no such token. */
  revoke(id: string, mails: NewOutboxItem[]): Promise<boolean>
  /** Takes away those that have ended. */
  removeEnded(now: number): Promise<void>
}

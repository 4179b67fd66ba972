import type { Kind } from '@sereno/shared/kind.ts'
import type { NewOutboxItem } from './outbox-types.ts'

/** Times in this file are ms since 1970. */

/** Something confirmed by a `person`, or that the `box` did itself; a later one takes the place of an earlier. */
export interface RolloutMark {
  point: string
  /** What it is about: a device's id, an address of mail in lower case, or empty. */
  subject: string
  source: 'person' | 'box'
  /** Who; `null`: gone. */
  by: string | null
  at: number
}

export interface RolloutNoteRecord {
  id: string
  userId: string | null
  by: string | null
  at: number
  text: string
}

/** A span [since, until), as it was. */
export interface DayFigures {
  /** Entries that touch it and stand for themselves. */
  kinds: Record<Kind, number>
  /** In how many of its hours something was looked at. */
  watchedHours: number
}

/** How a device stands to its address. */
export interface AddressHistory {
  deviceId: string
  /** When it first answered; `null`: never. */
  watchedSince: number | null
  /** When it last was elsewhere, or not alone there. */
  movedAt: number | null
  /** When a person last set its address. */
  setAt: number | null
}

/** The last digest to an address (in lower case) that was sent or given up. */
export interface LastDigest {
  address: string
  state: 'sent' | 'failed'
  at: number
}

/** The first days of a venue. */
export interface RolloutDesk {
  days(spans: { since: number; until: number }[]): Promise<DayFigures[]>
  addresses(deviceIds: string[], since: number): Promise<AddressHistory[]>
  digests(): Promise<LastDigest[]>
  /** When a mail server last took a mail of any kind. */
  lastMailAt(): Promise<number | null>
  marks(): Promise<RolloutMark[]>
  mark(
    marks: { point: string; subject: string; source: RolloutMark['source']; userId: string; at: number }[],
  ): Promise<void>
  /** Forgets what persons confirmed of a point. */
  unmark(point: string): Promise<void>
  /** Newest first. */
  notes(): Promise<RolloutNoteRecord[]>
  /** `false`: there is no room for more than `most`. */
  addNote(note: Omit<RolloutNoteRecord, 'by'>, most: number): Promise<boolean>
  /** `false`: it is not there, or somebody else's. */
  removeNote(id: string, userId: string): Promise<boolean>
  handedOver(): Promise<{ at: number; by: string | null } | null>
  /** With the mails that tell of it. `false`: it was handed over before, and nothing was written. */
  handOver(userId: string, at: number, mails: NewOutboxItem[]): Promise<boolean>
}

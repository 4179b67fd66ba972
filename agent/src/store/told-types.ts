import type { NewOutboxItem } from './outbox-types.ts'

/** What people were mailed of by the agent itself: of each thing each occurrence once. Times are ms since 1970. */
export interface Told {
  /** Those of some occurrences that a person was told of already. */
  known(userId: string, thing: string, occurrences: string[]): Promise<string[]>
  /** When a person was last told of a thing; `null` where never. */
  lastAt(userId: string, thing: string): Promise<number | null>
  /** Since when a person is told of a thing: from `now` on where they were not. */
  since(userId: string, thing: string, now: number): Promise<number>
  /** They are no longer told of it; should they be again, what happened meanwhile is over for them. */
  forget(userId: string, thing: string): Promise<void>
  /** Writes that they were told, with the mail, in one transaction. `false`: they knew of all, and nothing was written. */
  tell(userId: string, thing: string, occurrences: string[], at: number, mail: NewOutboxItem): Promise<boolean>
}

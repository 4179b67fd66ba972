import type { Mail } from '@sereno/shared/delivery.ts'

/** The header that names the conversations on channels of which a mail tells, with blanks between. */
export const talksHeader = 'X-Sereno-Conversations'

/** A mail on its way. */
export interface OutboxItem extends Mail {
  id: string
  transport: 'email'
  runId: string | null
  createdAt: number
  /** After this it is given up. */
  expiresAt: number
  attempts: number
  nextAt: number
  state: 'waiting' | 'sending' | 'sent' | 'failed'
  lastError: string | null
}
export type NewOutboxItem = Omit<OutboxItem, 'attempts' | 'state' | 'lastError'>

/** What waits in the outbox: how many, when the first is due, and why one was not taken. */
export interface WaitingItems {
  count: number
  nextAt: number | null
  lastError: string | null
}

export interface Outbox {
  add(items: NewOutboxItem[]): Promise<void>
  /**
   * Takes up to `limit` waiting items that are due, and of the same recipients those before them, so that none overtakes;
   * marks them as being sent. On disk before it resolves.
   */
  claim(now: number, limit: number): Promise<OutboxItem[]>
  sent(id: string, at: number): Promise<void>
  /** Back to waiting, until `nextAt`; counts the attempt unless `counted` is false. */
  again(id: string, nextAt: number, error: string, counted?: boolean): Promise<void>
  failed(id: string, at: number, error: string): Promise<void>
  /** At start: what was being sent when the process ended is waiting again (at least once). */
  release(): Promise<number>
  item(id: string): Promise<OutboxItem | null>
  ofRun(runId: string): Promise<OutboxItem[]>
  waiting(): Promise<WaitingItems>
  /** How many a server took from one moment to another. */
  sentBetween(since: number, until: number): Promise<number>
  /** How many were in the outbox at a moment. */
  heldAt(at: number): Promise<number>
}

import type { Mail } from '@sereno/shared/delivery.ts'

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

import type { PushFault } from '@sereno/shared/push.ts'
import type { PushSubscriptionRecord } from '../push-types.ts'

export interface SubscriptionRow {
  id: string
  user_id: string
  session_id: string | null
  endpoint: string
  p256dh: string
  auth: string
  browser: string
  created_at: number
  last_delivered_at: number | null
  last_fault: PushFault | null
}

export const toSubscription = (row: SubscriptionRow): PushSubscriptionRecord => ({
  id: row.id,
  userId: row.user_id,
  sessionId: row.session_id,
  endpoint: row.endpoint,
  p256dh: row.p256dh,
  auth: row.auth,
  browser: row.browser,
  createdAt: row.created_at,
  lastDeliveredAt: row.last_delivered_at,
  lastFault: row.last_fault,
})

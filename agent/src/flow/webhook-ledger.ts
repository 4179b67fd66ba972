import type { Detail } from '@sereno/shared/activity.ts'
import type { WebhookHead } from '../store/webhook-types.ts'
import type { WebhookAnswer } from '../transports/webhook.ts'
import type { ActionLog } from './action-log.ts'

/**
 * What becomes of deliveries, as entries of the activity log (`kinds.md`, K1): one Retry for each delivery that is tried
 * again, over when it was taken; one Error for one that is given up. The open ones are found by what they say of
 * themselves, so they survive a restart.
 */
export function makeWebhookLedger(actions: ActionLog) {
  const retryOf = (id: string) => actions.openOf('webhook_retry').find(({ detail }) => detail.deliveryId === id)

  async function endRetry(id: string): Promise<void> {
    const entry = retryOf(id)
    if (entry) await actions.end(entry.id)
  }

  return {
    async tried(head: WebhookHead, attempts: number, answer: WebhookAnswer): Promise<void> {
      const detail = about(head, answer)
      const entry = retryOf(head.delivery.id)
      if (entry) await actions.repeat(entry.id, attempts, detail)
      else await actions.open({ cause: 'webhook_retry', rule: 'K1.webhook_retry', attempts, detail })
    },

    delivered: (head: WebhookHead): Promise<void> => endRetry(head.delivery.id),

    async failed(head: WebhookHead, attempts: number, answer: WebhookAnswer): Promise<void> {
      await endRetry(head.delivery.id)
      const detail = about(head, answer)
      await actions.moment({ cause: 'webhook_failed', rule: 'K4.webhook_failed', attempts, detail })
    },

    /** Ends the Retry of what nobody tries any more: its webhook is gone or off, or it ended just before the process did. */
    async reconcile(heads: WebhookHead[]): Promise<void> {
      const tried = new Set(heads.map(({ delivery }) => delivery.id))
      for (const { id, detail } of actions.openOf('webhook_retry')) {
        if (!tried.has(String(detail.deliveryId))) await actions.end(id)
      }
    },
  }
}

/** Only the receiver's host: whoever reads the log may not know the rest of the address. */
const about = ({ webhook, delivery }: WebhookHead, { status, error }: WebhookAnswer): Detail => ({
  webhookId: webhook.id,
  deliveryId: delivery.id,
  event: delivery.event,
  host: new URL(webhook.url).host,
  error: status === null ? error : `HTTP ${status}`,
})

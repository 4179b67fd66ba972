import type { Detail } from '@sereno/shared/activity.ts'
import type { Outbox, OutboxItem } from '../store/outbox-types.ts'
import type { ActionLog } from './action-log.ts'

/**
 * What becomes of mails, as entries of the activity log (`kinds.md`, K1): one Retry for each mail that is tried again,
 * over when the mail has left; one Error for a mail that is given up; one Error for as long as the account does not let
 * us in. The open ones are found by what they say of themselves, so they survive a restart.
 */
export function makeMailLedger(actions: ActionLog) {
  const retryOf = (mailId: string) => actions.openOf('mail_retry').find((entry) => entry.detail.mailId === mailId)
  const locks = () => actions.openOf('mail_failed').filter((entry) => entry.detail.locked === true)

  async function endRetry(mailId: string): Promise<void> {
    const entry = retryOf(mailId)
    if (entry) await actions.end(entry.id)
  }

  return {
    async tried(item: OutboxItem, attempts: number, error: string): Promise<void> {
      const detail = { ...about(item), error }
      const entry = retryOf(item.id)
      if (entry) await actions.repeat(entry.id, attempts, detail)
      else await actions.open({ cause: 'mail_retry', rule: 'K1.mail_retry', attempts, detail })
    },

    sent: (item: OutboxItem): Promise<void> => endRetry(item.id),

    async failed(item: OutboxItem, attempts: number, error: string): Promise<void> {
      await endRetry(item.id)
      await actions.moment({
        cause: 'mail_failed',
        rule: 'K4.mail_failed',
        attempts,
        detail: { ...about(item), error },
      })
    },

    async locked(error: string, host: string): Promise<void> {
      if (locks().length > 0) return
      const detail = { locked: true, host, error }
      await actions.open({ cause: 'mail_failed', rule: 'K4.mail_locked', attempts: 1, detail })
    },

    async unlocked(): Promise<void> {
      for (const entry of locks()) await actions.end(entry.id)
    },

    /** Ends the Retry of a mail that left, was given up just before the process ended, or is wanted by nobody any more. */
    async reconcile(outbox: Outbox): Promise<void> {
      for (const entry of actions.openOf('mail_retry')) {
        const item = await outbox.item(String(entry.detail.mailId))
        if (item?.state !== 'waiting' && item?.state !== 'sending') await actions.end(entry.id)
      }
    },
  }
}

export type MailLedger = ReturnType<typeof makeMailLedger>

const about = (item: OutboxItem): Detail => ({ mailId: item.id, to: item.to, subject: item.subject })

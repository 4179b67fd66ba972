import type { RecipientResult, RunReason } from '@sereno/shared/integration.ts'
import { t } from './words.ts'

interface Ran {
  reason: RunReason
  total?: number
  minimumErrors?: number | null
  recipients?: readonly RecipientResult[]
}

/** Why a run sent a mail or did not; with its numbers where they are known: `not sent: below the threshold (3 < 5)`. */
export function reasonWords({ reason, total, minimumErrors, recipients = [] }: Ran): string {
  if (reason === 'below_threshold' && total !== undefined && minimumErrors) {
    return t('follow_up.below', { total, minimum: minimumErrors })
  }
  if (reason === 'queued' && recipients.length > 0) {
    if (recipients.every(({ state }) => state === 'sent')) return t('follow_up.sent_later')
    if (recipients.every(({ state }) => state !== 'queued')) return t('follow_up.not_all')
  }
  return t(`reason.${reason}`)
}

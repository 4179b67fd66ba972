import type { Language } from '@sereno/shared/field.ts'
import type { RecipientResult } from '@sereno/shared/integration.ts'
import { explainFault, type plainFault } from '@sereno/shared/mail-fault.ts'
import type { OutboxItem } from '../../store/outbox-types.ts'

/** How the mail to one recipient stands, in a language; what the server said is for those who may mend it. */
export const recipientView = (
  { id, to, state, lastError }: OutboxItem,
  language: Language,
  explain: typeof plainFault = explainFault,
): RecipientResult => ({
  mailId: id,
  email: to,
  state: state === 'sent' || state === 'failed' ? state : 'queued',
  error: state === 'sent' || lastError === null ? null : explain(language, lastError),
})

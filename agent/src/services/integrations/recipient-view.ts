import type { Language } from '@sereno/shared/field.ts'
import type { RecipientResult } from '@sereno/shared/integration.ts'
import { explainFault } from '@sereno/shared/mail-fault.ts'
import type { OutboxItem } from '../../store/types.ts'

/** How the mail to one recipient stands, in a language. */
export const recipientView = ({ id, to, state, lastError }: OutboxItem, language: Language): RecipientResult => ({
  mailId: id,
  email: to,
  state: state === 'sent' || state === 'failed' ? state : 'queued',
  error: state === 'sent' || lastError === null ? null : explainFault(language, lastError),
})

import type { Recipient, Standing } from '@sereno/shared/recipient.ts'
import { keyOf } from '../../flow/stop-links.ts'
import type { RecipientRecord } from '../../store/recipient-types.ts'
import type { House } from '../house.ts'

/** How these stand who get mails without having asked. */
export async function standingOf(house: House, emails: readonly string[]): Promise<Recipient[]> {
  const found = await house.store.recipients.standing(emails.map(keyOf))
  return emails.map((email, index) => ({ email, standing: standing(found[index]) }))
}

/** The same for addresses that nobody has saved yet. */
export const recipientStanding = async (house: House, emails: readonly string[]): Promise<{ items: Recipient[] }> => ({
  items: await standingOf(house, emails),
})

function standing(found: RecipientRecord | undefined): Standing {
  if (found === undefined) return 'untold'
  if (found.stoppedAt !== null) return 'stopped'
  if (found.isUser) return 'known'
  if (found.toldAt === null) return 'untold'
  if (found.mail === 'failed') return 'refused'
  return found.mail === null || found.mail === 'sent' ? 'told' : 'waiting'
}

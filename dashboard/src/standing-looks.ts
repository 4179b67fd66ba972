import CircleCheck from '@lucide/svelte/icons/circle-check'
import CircleX from '@lucide/svelte/icons/circle-x'
import Clock from '@lucide/svelte/icons/clock'
import MailPlus from '@lucide/svelte/icons/mail-plus'
import MailX from '@lucide/svelte/icons/mail-x'
import User from '@lucide/svelte/icons/user'
import type { Recipient, Standing } from '@sereno/shared/recipient.ts'

/** The mark of how a recipient stands; the word beside it is `follow_up.is_…`. */
export const standingMarks: Record<Standing, typeof User> = {
  known: User,
  untold: MailPlus,
  waiting: Clock,
  told: CircleCheck,
  refused: CircleX,
  stopped: MailX,
}

/** Those for whom something is to be said or done, in this order. */
export const standingsToExplain = ['stopped', 'refused', 'waiting', 'untold'] as const

/** The addresses that stand so. */
export const emailsOf = (recipients: readonly Recipient[], standing: Standing): string[] =>
  recipients.filter((one) => one.standing === standing).map(({ email }) => email)

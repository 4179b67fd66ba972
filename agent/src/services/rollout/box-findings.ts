import type { SeriesPoint } from '@sereno/shared/device.ts'
import { mostGatewayMs } from '@sereno/shared/rollout.ts'
import type { LastDigest } from '../../store/rollout-types.ts'
import type { Finding } from './point-of.ts'

const freshMs = 48 * 3_600_000

/** Whom the digest should reach. */
export interface Reader {
  email: string
  /** They want no more mails. */
  stopped: boolean
  /** They showed that mail to this address reaches them. */
  confirmed: boolean
}

/** Whether the digest reaches someone: a server that took it says little, a reader who answers a mail of ours says it. */
export function digestFinding({ email, stopped, confirmed }: Reader, last: LastDigest | undefined): Finding {
  const who = { key: email.toLowerCase(), name: email }
  if (stopped) return { ...who, state: 'open', reason: 'stopped', lasts: true }
  if (last === undefined) return { ...who, state: 'unknown', reason: 'none_sent' }
  if (last.state === 'failed') return { ...who, state: 'open', reason: 'mail_failed', at: last.at }
  return confirmed
    ? { ...who, state: 'done', reason: 'delivered', at: last.at }
    : { ...who, state: 'unknown', reason: 'accepted', at: last.at }
}

const box = { key: '', name: '' }

/** How quickly the gateway answers: the mean of what all but a twentieth of each hour's answers stayed below. */
export function latencyFinding(points: readonly Pick<SeriesPoint, 'latencyP95Ms'>[]): Finding {
  const told = points.flatMap(({ latencyP95Ms }) => latencyP95Ms ?? [])
  if (told.length === 0) return { ...box, state: 'unknown', reason: 'not_measured' }
  const ms = told.reduce((sum, one) => sum + one, 0) / told.length
  return ms < mostGatewayMs
    ? { ...box, state: 'done', reason: 'fast', ms }
    : { ...box, state: 'open', reason: 'slow', ms }
}

/** @param isSynchronised what a running time service says */
export function clockFinding(isTrusted: boolean, isSynchronised: boolean | null): Finding {
  if (!isTrusted || isSynchronised === false) return { ...box, state: 'open', reason: 'clock_wrong' }
  return isSynchronised
    ? { ...box, state: 'done', reason: 'clock_synced' }
    : { ...box, state: 'unknown', reason: 'clock_unknown' }
}

/** @param madeAt of the newest backup */
export function backupFinding(madeAt: number | null, now: number): Finding {
  if (madeAt === null) return { ...box, state: 'open', reason: 'no_backup' }
  return now - madeAt < freshMs
    ? { ...box, state: 'done', reason: 'backup_made', at: madeAt }
    : { ...box, state: 'open', reason: 'backup_old', at: madeAt }
}

export function mailFinding(mail: { isSet: boolean; isPaused: boolean; lastAt: number | null }): Finding {
  if (!mail.isSet) return { ...box, state: 'open', reason: 'mail_not_set' }
  if (mail.isPaused) return { ...box, state: 'open', reason: 'mail_paused' }
  return mail.lastAt === null
    ? { ...box, state: 'unknown', reason: 'none_sent' }
    : { ...box, state: 'done', reason: 'mail_works', at: mail.lastAt }
}

/** Whether whoever stands before a dead printer finds help: someone is named, and has been called once. */
export const helpFinding = ({ name, phone }: { name: string; phone: string }): Finding =>
  name === '' && phone === ''
    ? { ...box, state: 'open', reason: 'no_contact_set', lasts: true }
    : { ...box, state: 'unknown', reason: 'not_tried' }

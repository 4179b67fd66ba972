import type { DeviceSetting } from '@sereno/shared/device.ts'
import { calmDays } from '@sereno/shared/rollout.ts'
import type { HeardCheckin } from '../../judge/heard-checkin.ts'
import type { AddressHistory, RolloutMark } from '../../store/rollout-types.ts'
import { takesSlips } from '../devices/print-test-slip.ts'
import type { Finding } from './point-of.ts'

const dayMs = 86_400_000

const about = ({ id, name }: DeviceSetting) => ({ key: id, name, deviceId: id })

/**
 * Whether a printer keeps its address. A router gives out another one after a night without power, so that three whole
 * days at the same one are what the box can say of its own.
 */
export function addressFinding(
  device: DeviceSetting,
  history: AddressHistory | undefined,
  { installedAt, now }: { installedAt: number; now: number },
): Finding {
  const { watchedSince = null, movedAt = null, setAt = null } = history ?? {}
  if (movedAt !== null && movedAt > (setAt ?? 0))
    return { ...about(device), state: 'open', reason: 'moved', at: movedAt }
  if (watchedSince === null) return { ...about(device), state: 'unknown', reason: 'silent' }
  const at = Math.max(installedAt, watchedSince, setAt ?? 0)
  return now - at >= calmDays * dayMs
    ? { ...about(device), state: 'done', reason: 'kept', at }
    : { ...about(device), state: 'unknown', reason: 'kept_briefly', at }
}

/**
 * Whether iOS lets the POS of an iPad onto the local network: by its own word that it printed, or by the complaint that is
 * open. Without a check-in nobody knows.
 * @param deniedAt since when the box believes that iOS does not
 */
export function permissionFinding(
  device: DeviceSetting,
  checkin: HeardCheckin | null,
  deniedAt: number | null,
): Finding {
  if (deniedAt !== null) return { ...about(device), state: 'open', reason: 'denied', at: deniedAt, lasts: true }
  if (checkin === null) return { ...about(device), state: 'unknown', reason: 'no_checkin' }
  return checkin.fact.lastPrintError === ''
    ? { ...about(device), state: 'done', reason: 'pad_prints', at: checkin.at }
    : { ...about(device), state: 'unknown', reason: 'not_told', at: checkin.at }
}

/** Whether a test slip came out of a printer; one that takes none of ours can only be tried from the POS. */
export function slipFinding(device: DeviceSetting, printed: RolloutMark | undefined): Finding {
  if (printed !== undefined) return { ...about(device), state: 'done', reason: 'slip_printed', at: printed.at }
  return takesSlips(device)
    ? { ...about(device), state: 'open', reason: 'no_slip' }
    : { ...about(device), state: 'unknown', reason: 'not_by_us' }
}

import type { CheckinView } from '@sereno/shared/checkin.ts'
import { ipadName } from '@sereno/shared/ipad-models.ts'
import { iso } from '../../clock.ts'
import type { Live } from '../../flow/live.ts'

/** What an iPad told of itself last, as the API shows it; `null` where it told nothing. */
export function checkinView({ checkin }: Live): CheckinView | null {
  if (checkin === null) return null
  const { address, battery, charging, online, rttMs, lastPrintError } = checkin.fact
  return { at: iso(checkin.at), address, battery, charging, online, rttMs, lastPrintError }
}

/** What an iPad is, by its own word. */
export function toldOf({ checkin }: Live): Record<'model' | 'osVersion' | 'appVersion', string | null> {
  const { model = null, osVersion = null, appVersion = null } = checkin?.fact ?? {}
  return { model: model === null ? null : ipadName(model), osVersion, appVersion }
}

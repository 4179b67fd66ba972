import type { Integration, IntegrationSetting } from '@sereno/shared/integration.ts'
import { iso } from '../../clock.ts'
import type { RunRecord } from '../../store/types.ts'
import type { House } from '../house.ts'
import { standingOf } from './recipient-standing.ts'

function lastRunView({ at, reason, total, minimumErrors }: RunRecord): NonNullable<Integration['lastRun']> {
  return { at: iso(at), sent: reason === 'sent', reason, total, minimumErrors }
}

/** An integration as the API gives it: what was set, its next run and its last. */
export async function integrationView(house: House, setting: IntegrationSetting): Promise<Integration> {
  const { savedAt: _at, savedBy: _by, ...shown } = setting
  const next = house.followUp.nextRunAt(setting)
  const last = await house.store.runs.latest(setting.id)
  return {
    ...shown,
    recipients: await standingOf(house, setting.emails),
    nextRunAt: next === null ? null : iso(next),
    lastRun: last === null ? null : lastRunView(last),
  }
}

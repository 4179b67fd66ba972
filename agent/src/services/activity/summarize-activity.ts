import type { ActivityFilter, ActivitySummary } from '@sereno/shared/activity.ts'
import type { House } from '../house.ts'
import { spanOf } from '../span-of.ts'
import { logFilter } from './log-filter.ts'

/** Each hour is a row of the answer. */
const maxDays = 400

/** Counts by kind, device and hour; of the last 24 hours unless the filter says otherwise. @throws {Fault} `invalid` */
export async function summarizeActivity(house: House, filter: ActivityFilter): Promise<ActivitySummary> {
  return house.store.journal.summary({ ...logFilter(house, filter), ...spanOf(filter, house.clock.now(), maxDays) })
}

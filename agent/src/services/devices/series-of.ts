import type { SeriesPoint } from '@sereno/shared/device.ts'
import { Fault } from '../fault.ts'
import type { House } from '../house.ts'
import { spanOf } from '../span-of.ts'
import { findDevice } from './find-device.ts'

const maxPoints = 10_000
const maxDays = 1500

/**
 * A device's history in buckets of `step` seconds; the last 24 hours unless the query says otherwise.
 * @throws {Fault} `not_found`; `invalid` at `step` where it is no whole minute (from an hour on no whole hour) or makes too
 * many points, at `until` and `since` where they make no span
 */
export async function seriesOf(
  house: House,
  id: string,
  query: { since?: string | undefined; until?: string | undefined; step: number },
): Promise<{ items: SeriesPoint[] }> {
  findDevice(house.book.read(), id)
  const { step } = query
  const span = spanOf(query, house.clock.now(), maxDays)
  const [since, until] = [Date.parse(span.since), Date.parse(span.until)]
  if (step % (step < 3600 ? 60 : 3600) !== 0) refuse('step_not_whole')
  if ((until - since) / (step * 1000) > maxPoints) refuse('too_many_points')
  return { items: await house.store.measurements.series(id, since, until, step) }
}

function refuse(message: string): never {
  throw new Fault('invalid', { fields: [{ path: 'step', message }] })
}

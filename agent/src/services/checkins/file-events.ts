import { createHash } from 'node:crypto'
import type { Ingested } from '@sereno/shared/activity.ts'
import type { Checkin } from '@sereno/shared/checkin.ts'
import type { DeviceSetting } from '@sereno/shared/device.ts'
import { iso } from '../../clock.ts'
import { ingestActivity } from '../activity/ingest-activity.ts'
import type { House } from '../house.ts'
import type { Pace } from '../pace.ts'

/** An event without a time, told again this soon, is the same one: its answer was lost on the way. */
const sameMs = 600_000

/**
 * What happened on the iPad, in its own words: filed by them as the entries of others are. Told again it is harmless; an
 * iPad that tells more than its allowance is not listened to for the rest.
 */
export async function fileEvents(house: House, pace: Pace, device: DeviceSetting, told: Checkin): Promise<void> {
  const now = house.clock.now()
  const events = (told.events ?? []).filter(() => pace.take(device.id) === 0)
  if (events.length === 0) return
  const items = events.map(({ at, text }): Ingested => {
    // A clock that is ahead of ours cannot tell of the future.
    const moment = Math.min(at === undefined ? now : Date.parse(at), now)
    const when = at === undefined ? `about ${Math.floor(now / sameMs)}` : at
    const digest = createHash('sha256').update(text).digest('hex').slice(0, 24)
    return { message: text, at: iso(moment), device: device.id, key: `checkin ${device.id} ${when} ${digest}` }
  })
  await ingestActivity(house, items, 'checkin')
}

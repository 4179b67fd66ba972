import { createHash } from 'node:crypto'
import type { Ingested } from '@sereno/shared/activity.ts'
import type { Checkin } from '@sereno/shared/checkin.ts'
import type { DeviceSetting } from '@sereno/shared/device.ts'
import { iso } from '../../clock.ts'
import { saysOffline } from '../../judge/print-words.ts'
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
  // What the check-in itself says is told by that.
  const isTold = (text: string) => told.online === false && saysOffline(text)
  const events = (told.events ?? []).filter(({ text }) => !isTold(text) && pace.take(device.id) === 0)
  if (events.length === 0) return
  const items = events.map(({ at, text }): Ingested => {
    // A clock that is ahead of ours cannot tell of the future.
    const moment = Math.min(at === undefined ? now : Date.parse(at), now)
    const when = at === undefined ? `about ${Math.floor(now / sameMs)}` : at
    const digest = createHash('sha256').update(text).digest('hex').slice(0, 24)
    return { message: text, at: iso(moment), device: device.id, key: `checkin ${device.id} ${when} ${digest}` }
  })
  await ingestActivity(house, items, { source: 'checkin', outageAt: await outages(house) })
}

/** Our own line or name service, down at a time or a moment away from it, explains what an iPad could not reach. */
async function outages(house: House): Promise<(at: number) => string | null> {
  const now = house.clock.now()
  const recent = await house.store.journal.between(now - dayMs, now + 1, ['Offline'])
  const found = recent.filter(({ cause }) => outageCauses.includes(cause))
  return (at) => {
    const isDuring = (begin: string, end: string | null) =>
      at >= Date.parse(begin) - marginMs && (end === null || at <= Date.parse(end) + marginMs)
    return found.find((entry) => isDuring(entry.at, entry.endedAt))?.id ?? null
  }
}

const outageCauses: readonly string[] = ['isp_down', 'gateway_down', 'dns_down', 'captive_portal']
const dayMs = 86_400_000
/** An iPad notices an outage before we do, and its end after us. */
const marginMs = 90_000

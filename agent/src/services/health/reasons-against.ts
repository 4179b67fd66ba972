import type { House } from '../house.ts'

/** Why the agent is not ready; a program decides by these. */
export type Unready =
  | 'disk_full'
  | 'disk_readonly'
  | 'storage_failed'
  | 'settings_refused'
  | 'watch_silent'
  | 'clock_not_trusted'

/** A watch with slow probes only may be silent for longer; see `silentMs`. */
const leastSilentMs = 120_000

/** Why the agent is not ready: storage writable, settings in force, watch alive, clock sane? Nothing where it is. */
export async function reasonsAgainst(house: House): Promise<Unready[]> {
  const [storage, clock] = await Promise.all([
    house.store.health().catch(() => ({ ok: false, reason: 'failed' }) as const),
    house.watch.clockTrusted(),
  ])
  const reasons: Unready[] = []
  if (!storage.ok) reasons.push(storage.reason === 'failed' ? 'storage_failed' : storage.reason)
  // With settings that it refuses a version may watch an empty venue, and find nothing wrong.
  if (house.book.refusal() !== null) reasons.push('settings_refused')
  if (isSilent(house)) reasons.push('watch_silent')
  if (!clock) reasons.push('clock_not_trusted')
  return reasons
}

/** Whether no check was concluded for three turns of the fastest probe, though there is something to look at. */
function isSilent(house: House): boolean {
  const everySeconds = house.book
    .read()
    .devices.filter((device) => device.inService)
    .flatMap((device) => device.probes.map((probe) => probe.everySeconds))
  if (everySeconds.length === 0) return false
  const silentMs = Math.max(leastSilentMs, 3_000 * Math.min(...everySeconds))
  return house.clock.now() - (house.watch.lastCheckAt() ?? house.startedAt) > silentMs
}

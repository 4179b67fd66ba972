import { z } from 'zod'
import type { House } from '../../house.ts'
import { longMs, lookBackMs } from './system-notice.ts'

const aliveKey = 'alive'
const offKey = 'alive.off'

const spans = z.array(z.object({ from: z.number(), until: z.number() })).catch([])
/** A time in which the box was off; ms since 1970. */
export type Off = z.infer<typeof spans>[number]

/** Those of which it is known since this process began. */
const known = new WeakSet<House>()

/**
 * Writes down that the box is on; at the first time of a process also for how long it was not. Where the clock cannot be
 * trusted nothing is: it could be years ahead.
 */
export async function noteAlive(house: House): Promise<void> {
  if (!(await house.watch.clockTrusted())) return
  const { clock, store } = house
  const now = clock.now()
  const last = known.has(house) ? null : await store.keep.get(aliveKey)
  // By the clock that never jumps: what it was at the start, a clock that was set since cannot say.
  const began = now - clock.monotonic()
  const off = typeof last === 'number' && began - last > longMs ? [{ from: last, until: began }] : []
  const all = [...(await timesOff(house)), ...off].filter(({ until }) => until > now - 2 * lookBackMs)
  await store.keep.set({ [aliveKey]: now, [offKey]: all.length === 0 ? null : all })
  known.add(house)
}

/** When the box was off lately. */
export const timesOff = async ({ store }: House): Promise<Off[]> => spans.parse(await store.keep.get(offKey))

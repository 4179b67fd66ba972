import type { House } from '../house.ts'

export interface MachineHealth {
  storage: Awaited<ReturnType<House['store']['health']>>
  isClockTrusted: boolean
}

/** Asking writes to the disk and may start a process, and every open page asks: an answer holds for this long. */
const holdsMs = 10_000
const answers = new WeakMap<House, { at: number; health: Promise<MachineHealth> }>()

/** Whether the disk takes writes and the clock can be trusted; at most 10 s old. */
export function machineHealth(house: House): Promise<MachineHealth> {
  const now = house.clock.monotonic()
  const known = answers.get(house)
  if (known !== undefined && now - known.at < holdsMs) return known.health
  const health = look(house)
  answers.set(house, { at: now, health })
  return health
}

async function look(house: House): Promise<MachineHealth> {
  const [storage, isClockTrusted] = await Promise.all([
    house.store.health().catch((fault: Error) => ({ ok: false, reason: 'failed', detail: fault.message }) as const),
    house.watch.clockTrusted(),
  ])
  return { storage, isClockTrusted }
}

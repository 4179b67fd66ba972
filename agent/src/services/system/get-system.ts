import type { System } from '@sereno/shared/api/system.ts'
import type { Language } from '@sereno/shared/field.ts'
import { iso } from '../../clock.ts'
import { diskFree } from '../../store/disk-free.ts'
import type { House } from '../house.ts'
import { lacksOf } from './lacks-of.ts'
import { loopDelayP99Ms } from './loop-delay.ts'
import { machineHealth } from './machine-health.ts'

/** The agent itself. */
export async function getSystem(house: House, language: Language): Promise<System> {
  const [newest, health, diskFreeBytes, machine, lacks] = await Promise.all([
    house.store.journal.newest(),
    machineHealth(house),
    diskFree(house.config.data),
    house.machine(),
    lacksOf(house, language),
  ])
  return {
    version: house.version,
    startedAt: iso(house.startedAt),
    databaseId: house.store.databaseId,
    newestSequence: newest.sequence,
    clockTrusted: health.isClockTrusted,
    memoryBytes: process.memoryUsage.rss(),
    eventLoopDelayP99Ms: loopDelayP99Ms(),
    diskFreeBytes,
    machine,
    lacks,
  }
}

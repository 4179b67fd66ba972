import { join } from 'node:path'
import type { System } from '@sereno/shared/api/system.ts'
import type { Language } from '@sereno/shared/field.ts'
import { iso } from '../../clock.ts'
import { databaseBytes, diskSpace } from '../../store/disk-free.ts'
import type { House } from '../house.ts'
import { lacksOf } from './lacks-of.ts'
import { loopDelayMaxMs, loopDelayP99Ms } from './loop-delay.ts'
import { machineHealth } from './machine-health.ts'

const dayMs = 86_400_000

/** The agent itself, and the machine that it runs on. */
export async function getSystem(house: House, language: Language): Promise<System> {
  const { journal, outbox, databaseId } = house.store
  const now = house.clock.now()
  const [newest, day, waiting, health, disk, bytes, machine, lacks] = await Promise.all([
    journal.newest(),
    journal.summary({ since: iso(now - dayMs), until: iso(now + 1) }),
    outbox.waiting(),
    machineHealth(house),
    diskSpace(house.config.data),
    databaseBytes(join(house.config.data, 'sereno.db')),
    house.machine(),
    lacksOf(house, language),
  ])
  const lastCheckAt = house.watch.lastCheckAt()
  return {
    version: house.version,
    startedAt: iso(house.startedAt),
    databaseId,
    databaseBytes: bytes,
    newestSequence: newest.sequence,
    newestEntryAt: newest.at === null ? null : iso(newest.at),
    lastCheckAt: lastCheckAt === null ? null : iso(lastCheckAt),
    retriesToday: day.kinds.Retry,
    mailsWaiting: waiting.count,
    mailsPaused: house.mail.paused() !== null,
    clockTrusted: health.isClockTrusted,
    memoryBytes: process.memoryUsage.rss(),
    eventLoopDelayP99Ms: loopDelayP99Ms(),
    eventLoopDelayMaxMs: loopDelayMaxMs(),
    diskFreeBytes: disk?.freeBytes ?? null,
    diskTotalBytes: disk?.totalBytes ?? null,
    restartable: house.restart !== null,
    machine,
    lacks,
  }
}

import { setTimeout as pause } from 'node:timers/promises'
import { startAgent } from './agent.ts'
import { processFigures } from './process-figures.ts'
import { venueOf } from './venue-of.ts'

/** What an agent that is left alone writes, and what it holds in the end. */
export interface LongRun {
  devices: number
  minutes: number
  writtenMiBPerMinute: number
  rssMiB: number
}

/** Memories are written after ten minutes, and then so often (`agent/src/flow/housekeeping.ts`). */
const memoriesEveryMinutes = 30

/**
 * Measurements are written once a minute and memories every half hour: a mean minute is one of the eight before the
 * first memories, and its share of what these took. The first minute writes what is written once only.
 */
export async function measureLong(folder: string, port: number, count: number, minutes: number): Promise<LongRun> {
  const agent = await startAgent(folder, venueOf(count, 20), { port })
  try {
    // Half a minute aside of the writes, so that none falls on an end.
    await pause(90_000)
    const begin = processFigures(agent.pid)
    await pause(minutes * 60_000)
    const plain = processFigures(agent.pid)
    await pause(60_000)
    const end = processFigures(agent.pid)
    const perMinute = (plain.writtenBytes - begin.writtenBytes) / minutes
    const memories = Math.max(0, end.writtenBytes - plain.writtenBytes - perMinute)
    return {
      devices: count,
      minutes,
      writtenMiBPerMinute: (perMinute + memories / memoriesEveryMinutes) / 2 ** 20,
      rssMiB: end.rssBytes / 2 ** 20,
    }
  } finally {
    await agent.stop()
  }
}

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

/**
 * Measurements are written once a minute and memories every ten, so whole tens of minutes are measured, while the other
 * parts run.
 */
export async function measureLong(folder: string, port: number, count: number, minutes: number): Promise<LongRun> {
  const agent = await startAgent(folder, venueOf(count, 20), { port })
  try {
    // Half a minute aside of both, so that none falls on an end.
    await pause(30_000)
    const before = processFigures(agent.pid)
    await pause(minutes * 60_000)
    const after = processFigures(agent.pid)
    return {
      devices: count,
      minutes,
      writtenMiBPerMinute: (after.writtenBytes - before.writtenBytes) / minutes / 2 ** 20,
      rssMiB: after.rssBytes / 2 ** 20,
    }
  } finally {
    await agent.stop()
  }
}

import { kinds } from '@sereno/shared/kinds.ts'
import { startAgent } from './agent.ts'
import { fillLog } from './fill-log.ts'
import { loopDelay } from './loop-delay.ts'
import { type Times, timesOf } from './times-of.ts'
import { venueOf } from './venue-of.ts'

/** How fast a log of so many entries answers over HTTP, ms. */
export interface LogSpeed {
  entries: number
  bytesPerEntry: number
  list: Times
  filtered: Times
  summary: Times
  digest: Times
  loopDelayMaxMs: number
}

const dayMs = 86_400_000
const days = 365

/** Fills a log with so many entries over a year of 50 devices, starts the agent on it, and asks. */
export async function measureLog(folder: string, entries: number, times: number): Promise<LogSpeed> {
  const first = await startAgent(folder, venueOf(50, 3600))
  await first.stop()
  const bytesPerEntry = await fillLog(folder, entries, days)
  const agent = await startAgent(folder, {})
  try {
    const at = (index: number) => Date.now() - (((index * 37) % days) + 1) * dayMs
    const span = (index: number, length: number) => ({
      since: new Date(at(index)).toISOString(),
      until: new Date(at(index) + length * dayMs).toISOString(),
    })
    const { call } = agent.client
    const filter = (index: number) => ({
      kinds: kinds[index % kinds.length] ?? 'Fail',
      deviceId: `bench-${index % 50}`,
      ...span(index, 1),
    })
    return {
      entries,
      bytesPerEntry,
      list: await timesOf(times, () => call('activity.list', { query: { limit: '50' } })),
      filtered: await timesOf(times, (index) => call('activity.list', { query: { limit: '50', ...filter(index) } })),
      summary: await timesOf(times, (index) => call('activity.summary', { query: span(index, 1) })),
      digest: await timesOf(times, () => call('integrations.preview', { body: {} })),
      loopDelayMaxMs: (await loopDelay(agent)).maxMs,
    }
  } finally {
    await agent.stop()
  }
}

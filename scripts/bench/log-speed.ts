import { join } from 'node:path'
import { systemClock } from '@sereno/agent/clock.ts'
import { makeLog } from '@sereno/agent/log.ts'
import { makeId } from '@sereno/agent/store/make-id.ts'
import { openStore } from '@sereno/agent/store/store.ts'
import type { NewEntry } from '@sereno/shared/change.ts'
import { kinds } from '@sereno/shared/kinds.ts'
import { type BenchAgent, startAgent } from './agent.ts'
import { processFigures } from './process-figures.ts'
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

const causes = { Error: 'print_error', Fail: 'paper_out', Offline: 'no_answer', Retry: 'check_retry' } as const
const dayMs = 86_400_000
const days = 365
const batch = 1000

/** Fills a log with so many entries over a year of 50 devices, starts the agent on it, and asks. */
export async function measureLog(folder: string, entries: number, times: number): Promise<LogSpeed> {
  const first = await startAgent(folder, venueOf(50, 3600))
  await first.stop()
  const bytesPerEntry = await fill(folder, entries)
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
      loopDelayMaxMs: await longestTurn(agent),
    }
  } finally {
    await agent.stop()
  }
}

const longestTurn = async ({ client }: BenchAgent) =>
  Number(/^sereno_loop_delay_max_seconds (\S+)/mu.exec(await client.text('/metrics'))?.[1]) * 1000

/** Straight into the store, in batches as the belt writes them; gives what an entry cost the disk, bytes. */
async function fill(folder: string, entries: number): Promise<number> {
  const store = await openStore({ file: join(folder, 'sereno.db'), log: makeLog('error'), clock: systemClock })
  const before = processFigures(process.pid).writtenBytes
  const beginning = Date.now() - days * dayMs
  for (let done = 0; done < entries; done += batch) {
    const changes = Array.from({ length: Math.min(batch, entries - done) }, (_, place) => ({
      do: 'open' as const,
      entry: entryOf(done + place, beginning + Math.floor(((done + place) / entries) * days * dayMs)),
    }))
    await store.journal.apply(changes)
  }
  await store.close()
  return (processFigures(process.pid).writtenBytes - before) / entries
}

function entryOf(index: number, at: number): NewEntry {
  const kind = kinds[(index * 7) % kinds.length] ?? 'Fail'
  const device = (index * 13) % 50
  return {
    id: makeId(),
    at,
    endedAt: at + 1000 * ((index * 11) % 900),
    kind,
    cause: causes[kind],
    deviceId: `bench-${device}`,
    deviceName: `Device ${device}`,
    probe: 'icmp',
    source: 'probe',
    attempts: 3,
    occurrences: 1,
    incidentId: null,
    explainedBy: null,
    rule: 'K2.no_answer',
    detail: { address: `10.79.0.${device + 1}`, readings: ['icmp silent ETIMEDOUT x3'] },
    text: null,
    key: null,
  }
}

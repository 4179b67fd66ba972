import { join } from 'node:path'
import { systemClock } from '@sereno/agent/clock.ts'
import { makeLog } from '@sereno/agent/log.ts'
import { makeId } from '@sereno/agent/store/make-id.ts'
import { openStore } from '@sereno/agent/store/store.ts'
import type { NewEntry } from '@sereno/shared/change.ts'
import { kinds } from '@sereno/shared/kinds.ts'
import { processFigures } from './process-figures.ts'

const causes = { Error: 'print_error', Fail: 'paper_out', Offline: 'no_answer', Retry: 'check_retry' } as const
const dayMs = 86_400_000
const batch = 1000

/**
 * Entries of 50 devices over the last `days`, straight into the store, in batches as the belt writes them; gives what an
 * entry cost the disk, bytes.
 */
export async function fillLog(folder: string, entries: number, days: number): Promise<number> {
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

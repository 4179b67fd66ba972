import { join } from 'node:path'
import type { DeviceInput } from '@sereno/shared/device.ts'
import type { Page } from 'playwright-core'
import { systemClock } from '../../agent/src/clock.ts'
import { openStore } from '../../agent/src/store/store.ts'
import type { MinuteBucket } from '../../agent/src/store/types.ts'
import { keptLog } from '../../agent/test/fakes/kept-log.ts'
import { newEntry } from '../../agent/test/fakes/new-entry.ts'
import type { TestAgent } from './agent.ts'
import { ask } from './browser.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** Ten devices of a bar; nobody looks at them, so that all that is known of them is the history below. */
const devices: DeviceInput[] = [
  { name: 'Kitchen printer', type: 'printer', place: 'Kitchen', address: '127.0.0.11' },
  { name: 'Bar printer', type: 'printer', place: 'Bar', address: '127.0.0.12' },
  { name: 'Terrace printer', type: 'printer', place: 'Terrace', address: '127.0.0.13' },
  { name: 'iPad till', type: 'ipad', place: 'Bar', address: '127.0.0.21' },
  { name: 'iPad 2', type: 'ipad', place: 'Terrace', address: '127.0.0.22' },
  { name: 'iPad 3', type: 'ipad', place: 'Dining room', address: '127.0.0.23' },
  { name: 'iPad 4', type: 'ipad', place: 'Dining room', address: '127.0.0.24' },
  { name: 'Switch', type: 'switch', place: 'Office', address: '127.0.0.2' },
  { name: 'Router', type: 'router', place: 'Office', address: '127.0.0.1' },
  { name: 'Access point', type: 'access-point', place: 'Dining room', address: '127.0.0.3' },
]

/** The venue's story of two days up to now; the ids of its devices, in the order above. */
export async function writeHistory(agent: TestAgent, page: Page, now = Date.now()): Promise<string[]> {
  const ids: string[] = []
  for (const device of devices) {
    const { id } = await ask<{ id: string }>(page, 'POST', '/api/v1/devices', { ...device, probes: [] })
    ids.push(id)
  }
  await agent.kill()
  const store = await openStore({ file: join(agent.data, 'sereno.db'), log: keptLog(), clock: systemClock })
  const end = Math.floor(now / minute) * minute
  const [kitchen = '', bar = ''] = ids
  // The second iPad was not watched for six hours; all others were, every five minutes.
  const gap = [end - 12 * hour, end - 6 * hour] as const
  const buckets: MinuteBucket[] = []
  for (let at = end - 2 * day; at < end; at += 5 * minute) {
    for (const [index, deviceId] of ids.entries()) {
      if (index === 4 && at >= gap[0] && at < gap[1]) continue
      const wave = 3 + 2 * Math.sin(at / hour) + index
      const latency = { latencyP10Ms: wave / 2, latencyP50Ms: wave, latencyP95Ms: wave * 2.5, latencyMaxMs: wave * 4 }
      buckets.push({
        deviceId,
        at,
        looks: 4,
        lost: 0,
        ...latency,
        state: index === 5 && at % day < 7 * hour ? 'asleep' : 'up',
      })
    }
  }
  for (let from = 0; from < buckets.length; from += 1000)
    await store.measurements.write(buckets.slice(from, from + 1000))

  /** An incident with its one entry, and with what was done about it. */
  async function incident(id: string, deviceIndex: number, at: number, endedAt: number | null, entry: object) {
    const deviceId = ids[deviceIndex] ?? ''
    const deviceName = devices[deviceIndex]?.name ?? ''
    await store.journal.apply([
      { do: 'open_incident', id, deviceId, deviceName, at },
      {
        do: 'open',
        entry: newEntry({ id: `${id}-entry`, deviceId, deviceName, at, endedAt, incidentId: id, ...entry }),
      },
      ...(endedAt === null ? [] : [{ do: 'close_incident', id, at: endedAt } as const]),
    ])
  }
  await incident('one', 0, end - 30 * hour, end - 29.4 * hour, { kind: 'Fail', cause: 'paper_out' })
  await incident('two', 0, end - 27 * hour, end - 26.5 * hour, { kind: 'Fail', cause: 'paper_out' })
  await incident('three', 1, end - 26 * hour, end - 24.2 * hour, { kind: 'Offline', cause: 'no_answer', probe: 'icmp' })
  await incident('four', 0, end - 40 * minute, null, { kind: 'Fail', cause: 'cover_open' })
  await store.journal.changeIncident(
    'two',
    { acknowledged: true, note: 'New roll, spare ones are in the bar' },
    'Ana Pérez',
    end - 26.8 * hour,
  )
  await store.journal.apply(
    [28, 27.5, 25].map((hours, index) => ({
      do: 'open',
      entry: newEntry({
        deviceId: index === 2 ? kitchen : bar,
        deviceName: index === 2 ? 'Kitchen printer' : 'Bar printer',
        at: end - hours * hour,
        endedAt: end - hours * hour + 2 * minute,
        kind: index === 2 ? 'Error' : 'Retry',
        cause: index === 2 ? 'snmp_config' : 'check_retry',
      }),
    })),
  )
  await store.close()
  await agent.restart()
  return ids
}

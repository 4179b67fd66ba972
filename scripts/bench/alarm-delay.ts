import { setTimeout as pause } from 'node:timers/promises'
import type { Device } from '@sereno/shared/device.ts'
import { type BenchAgent, startAgent } from './agent.ts'
import { unplug } from './network.ts'
import { venueOf } from './venue-of.ts'

/** How long a fault takes to be seen, and a restart to have looked at everything. */
export interface AlarmDelay {
  devices: number
  /** From a fault to `down`, seconds, mean; one further attempt, time-out 1 s. */
  icmpDownSeconds: number
  tcpDownSeconds: number
  slowestDownSeconds: number
  /** From the start of the process until every device was checked once, seconds. */
  restartSeconds: number
}

/** Of each kind so many devices fall silent, spread over an interval as faults are. */
const faultsOfEach = 40

export async function measureAlarms(folder: string, far: string, count: number): Promise<AlarmDelay> {
  const everySeconds = 20
  const first = await startAgent(folder, venueOf(count, everySeconds))
  await allChecked(first, count)
  await first.stop()
  const agent = await startAgent(folder, {})
  try {
    const restartSeconds = (await allChecked(agent, count)) / 1000
    const delays = await unplugSome(agent, far, everySeconds)
    const mean = (numbers: number[]) => numbers.reduce((sum, one) => sum + one, 0) / numbers.length
    return {
      devices: count,
      icmpDownSeconds: mean(delays.icmp),
      tcpDownSeconds: mean(delays.tcp),
      slowestDownSeconds: Math.max(...delays.icmp, ...delays.tcp),
      restartSeconds,
    }
  } finally {
    await agent.stop()
  }
}

/** Milliseconds from the start of the process until each device had a look since then. */
async function allChecked({ client, startedAt }: BenchAgent, count: number): Promise<number> {
  for (;;) {
    let checked = 0
    let cursor: string | undefined
    do {
      const page = await client.call('devices.list', { query: { limit: '500', ...(cursor ? { cursor } : {}) } })
      checked += page.items.filter(({ observedAt }) => Date.parse(observedAt ?? '') >= startedAt).length
      cursor = page.nextCursor ?? undefined
    } while (cursor !== undefined)
    const sinceStart = Date.now() - startedAt
    if (checked === count) return sinceStart
    if (sinceStart > 120_000) throw new Error(`Only ${checked} of ${count} devices were checked in two minutes`)
    await pause(100)
  }
}

async function unplugSome(
  agent: BenchAgent,
  far: string,
  everySeconds: number,
): Promise<{ icmp: number[]; tcp: number[] }> {
  const chosen = venueOf(faultsOfEach * 2, everySeconds).devices
  const unpluggedAt = new Map<string, number>()
  const delays = { icmp: [] as number[], tcp: [] as number[] }
  const end = new AbortController()
  await agent.client.follow((event, data) => {
    if (event !== 'device') return
    const { id, state } = JSON.parse(data) as Device
    const since = unpluggedAt.get(id)
    if (state !== 'down' || since === undefined) return
    unpluggedAt.delete(id)
    const type = chosen.find((one) => one.id === id)?.probes[0]?.type === 'icmp' ? 'icmp' : 'tcp'
    delays[type].push((performance.now() - since) / 1000)
  }, end.signal)
  for (const { id, address } of chosen) {
    unpluggedAt.set(id, performance.now())
    await unplug(far, address ?? '')
    await pause((everySeconds * 1000) / chosen.length)
  }
  const deadline = performance.now() + 2 * everySeconds * 1000
  while (unpluggedAt.size > 0 && performance.now() < deadline) await pause(50)
  end.abort()
  for (const { address } of chosen) await unplug(far, address ?? '', false)
  if (unpluggedAt.size > 0) throw new Error(`${unpluggedAt.size} faults were not seen within two intervals`)
  return delays
}

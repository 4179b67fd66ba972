import { setTimeout as pause } from 'node:timers/promises'
import { type BenchAgent, startAgent } from './agent.ts'
import { processFigures } from './process-figures.ts'
import { percentiles } from './times-of.ts'
import { venueOf } from './venue-of.ts'

/** What many listeners, and an ingest of 1,000 entries a second, do to an agent with 200 devices. */
export interface Crowd {
  asked: number
  served: number
  listenersRssMiB: number
  listenersCpuSecondsPerMinute: number
  ingestPerSecond: number
  ingestP99Ms: number
  ingestCpuSecondsPerMinute: number
  ingestBytesPerEntry: number
}

const listeners = 500
const batch = 100

export async function measureCrowd(folder: string, seconds: number): Promise<Crowd> {
  const agent = await startAgent(folder, venueOf(200, 20))
  try {
    await pause(10_000)
    return { ...(await listen(agent, seconds)), ...(await ingest(agent, seconds)) }
  } finally {
    await agent.stop()
  }
}

async function listen({ pid, client }: BenchAgent, seconds: number) {
  const quiet = processFigures(pid)
  const end = new AbortController()
  const taken = await Promise.allSettled(
    Array.from({ length: listeners }, () => client.follow(() => undefined, end.signal)),
  )
  const before = processFigures(pid)
  await pause(seconds * 1000)
  const after = processFigures(pid)
  end.abort()
  await pause(1000)
  return {
    asked: listeners,
    served: taken.filter(({ status }) => status === 'fulfilled').length,
    listenersRssMiB: (after.rssBytes - quiet.rssBytes) / 2 ** 20,
    listenersCpuSecondsPerMinute: ((after.cpuSeconds - before.cpuSeconds) * 60) / seconds,
  }
}

/** Ten posts of a hundred entries each second. */
async function ingest({ pid, client }: BenchAgent, seconds: number) {
  const before = processFigures(pid)
  const begin = performance.now()
  const took: number[] = []
  let accepted = 0
  for (let post = 0; post < seconds * 10; post++) {
    const at = performance.now()
    const body = Array.from({ length: batch }, (_, place) => ({
      message: `Could not print order ${post * batch + place}`,
      kind: 'Fail' as const,
      device: `bench-${place}`,
      key: `bench-${post}-${place}`,
    }))
    accepted += (await client.call('activity.ingest', { body })).accepted
    took.push(performance.now() - at)
    await pause(Math.max(0, begin + (post + 1) * 100 - performance.now()))
  }
  const after = processFigures(pid)
  const spent = (performance.now() - begin) / 1000
  return {
    ingestPerSecond: accepted / spent,
    ingestP99Ms: percentiles(took).p99,
    ingestCpuSecondsPerMinute: ((after.cpuSeconds - before.cpuSeconds) * 60) / spent,
    ingestBytesPerEntry: (after.writtenBytes - before.writtenBytes) / accepted,
  }
}

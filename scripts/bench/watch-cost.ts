import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as pause } from 'node:timers/promises'
import type { Device } from '@sereno/shared/device.ts'
import { type BenchAgent, startAgent } from './agent.ts'
import { loopDelay } from './loop-delay.ts'
import { processFigures } from './process-figures.ts'
import { venueOf } from './venue-of.ts'

/** What the watch costs with so many devices. */
export interface WatchCost {
  devices: number
  everySeconds: number
  cpuSecondsPerMinute: number
  cpuMsPerCheck: number
  rssMiB: number
  pssMiB: number | null
  /** Worst turn of the event loop while nobody looked, and the worst hundredth. */
  loopDelayMaxMs: number
  loopDelayP99Ms: number
  /** How late the bench itself came meanwhile, which has nothing to do: what the machine's other work costs anyone. */
  machineDelayMaxMs: number
  /** Checks that came more than a second after they were due, while listened to for two intervals. */
  lateChecks: number
  longestGapSeconds: number
  startMs: number
}

interface Span {
  settleMs: number
  measureMs: number
}

/** Starts the agent with so many devices, leaves it to itself, and reads what it used. */
export async function measureWatch(
  folder: string,
  count: number,
  everySeconds: number,
  { settleMs, measureMs }: Span,
): Promise<WatchCost> {
  const agent = await startAgent(folder, venueOf(count, everySeconds))
  try {
    const machine = monitorEventLoopDelay({ resolution: 10 })
    machine.enable()
    const late = await punctuality(agent, everySeconds)
    await pause(settleMs)
    const before = processFigures(agent.pid)
    const begin = performance.now()
    await pause(measureMs)
    const after = processFigures(agent.pid)
    const minutes = (performance.now() - begin) / 60_000
    const cpu = (after.cpuSeconds - before.cpuSeconds) / minutes
    const { maxMs, p99Ms } = await loopDelay(agent)
    return {
      devices: count,
      everySeconds,
      cpuSecondsPerMinute: cpu,
      cpuMsPerCheck: (cpu * 1000) / ((count * 60) / everySeconds),
      rssMiB: after.rssBytes / 2 ** 20,
      pssMiB: after.pssBytes === null ? null : after.pssBytes / 2 ** 20,
      loopDelayMaxMs: maxMs,
      loopDelayP99Ms: p99Ms,
      machineDelayMaxMs: machine.max / 1e6 - 10,
      ...late,
      startMs: agent.firstAnswerMs,
    }
  } finally {
    await agent.stop()
  }
}

/** Listens to the checks of a good two intervals: how long each device waited for its next one. */
async function punctuality(
  agent: BenchAgent,
  everySeconds: number,
): Promise<Pick<WatchCost, 'lateChecks' | 'longestGapSeconds'>> {
  const last = new Map<string, number>()
  let lateChecks = 0
  let longest = 0
  const end = new AbortController()
  await agent.client.follow((event, data) => {
    if (event !== 'device') return
    const { id, observedAt } = JSON.parse(data) as Device
    const at = Date.parse(observedAt ?? '')
    const before = last.get(id)
    last.set(id, at)
    if (before === undefined) return
    const gap = (at - before) / 1000
    longest = Math.max(longest, gap)
    if (gap > everySeconds + 1) lateChecks += 1
  }, end.signal)
  await pause((2 * everySeconds + 2) * 1000)
  end.abort()
  return { lateChecks, longestGapSeconds: longest }
}

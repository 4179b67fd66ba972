import { monitorEventLoopDelay } from 'node:perf_hooks'

const resolutionMs = 20
/** The process has one event loop, so one histogram; it counts from the first time this file is loaded. */
const histogram = monitorEventLoopDelay({ resolution: resolutionMs })
histogram.enable()

/** How late the event loop came in the worst hundredth of all turns since the start, ms. */
export function loopDelayP99Ms(): number {
  const measuredMs = histogram.percentile(99) / 1e6
  return Math.max(0, Math.round((measuredMs - resolutionMs) * 100) / 100)
}

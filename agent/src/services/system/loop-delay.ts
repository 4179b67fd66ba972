import { monitorEventLoopDelay } from 'node:perf_hooks'

const resolutionMs = 20
/** The process has one event loop, so one histogram. */
const histogram = monitorEventLoopDelay({ resolution: resolutionMs })
histogram.enable()

/** Begins to count afresh: once the start is over, which takes its time in one go. */
export const countLoopDelayAfresh = (): void => histogram.reset()

/** How late the event loop came in the worst hundredth of all turns since the start, ms. */
export const loopDelayP99Ms = (): number => beyondResolution(histogram.percentile(99))

/** How late it came in the worst of all turns since the start, ms. */
export const loopDelayMaxMs = (): number => beyondResolution(histogram.max)

function beyondResolution(measuredNs: number): number {
  return Math.max(0, Math.round((measuredNs / 1e6 - resolutionMs) * 100) / 100)
}

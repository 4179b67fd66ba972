import { monitorEventLoopDelay } from 'node:perf_hooks'

/**
 * Each turn of the loop is timed, which costs nothing while it rests; a timer of 20 ms cost two thirds of what the whole
 * agent used when idle. A Node without `samplePerIteration` goes by such a timer, less often.
 */
const options = { resolution: 100, samplePerIteration: true }
const minuteMs = 60_000
/** The process has one event loop, so one histogram; it holds the minute that runs. */
const histogram = monitorEventLoopDelay(options)
histogram.enable()
/** Of the last whole minute, and of all minutes before the one that runs. */
let lastP99Ms = 0
let maxMs = 0
setInterval(() => {
  lastP99Ms = inMs(histogram.percentile(99))
  maxMs = loopDelayMaxMs()
  histogram.reset()
}, minuteMs).unref()

/** Begins to count afresh: once the start is over, which takes its time in one go. */
export function countLoopDelayAfresh(): void {
  lastP99Ms = 0
  maxMs = 0
  histogram.reset()
}

/** How late the event loop came in the worst hundredth of its turns, ms: of the minute that runs or the one before it. */
export const loopDelayP99Ms = (): number => Math.max(lastP99Ms, inMs(histogram.percentile(99)))

/** How late it came in the worst of all turns since the start, ms. */
export const loopDelayMaxMs = (): number => Math.max(maxMs, inMs(histogram.max))

function inMs(measuredNs: number): number {
  const isByTimer = histogram.min / 1e6 > options.resolution * 0.9
  const measuredMs = measuredNs / 1e6 - (isByTimer ? options.resolution : 0)
  return Math.max(0, Math.round(measuredMs * 100) / 100)
}

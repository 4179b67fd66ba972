import type { DeviceState, SeriesPoint } from '@sereno/shared/device.ts'

/** Neighbouring buckets of one state, as one span; `from` and `to` are ms since 1970. */
export interface StateSpan {
  state: DeviceState
  from: number
  to: number
}

/** Buckets of `stepMs` as spans; where a bucket is missing, nobody looked: a span `unknown`. */
export function stateSpans(points: readonly SeriesPoint[], since: number, until: number, stepMs: number): StateSpan[] {
  const spans: StateSpan[] = []
  const add = (state: DeviceState, from: number, to: number) => {
    if (to <= from) return
    const last = spans.at(-1)
    if (last?.state === state) last.to = to
    else spans.push({ state, from, to })
  }
  let reached = since
  for (const point of points) {
    const from = Math.max(Date.parse(point.at), reached)
    const to = Math.min(Date.parse(point.at) + stepMs, until)
    if (to <= reached) continue
    add('unknown', reached, from)
    add(point.state, from, to)
    reached = to
  }
  add('unknown', reached, until)
  return spans
}

/** How long each state lasted, ms. */
export function timeInStates(spans: readonly StateSpan[]): Map<DeviceState, number> {
  const sums = new Map<DeviceState, number>()
  for (const { state, from, to } of spans) sums.set(state, (sums.get(state) ?? 0) + to - from)
  return sums
}

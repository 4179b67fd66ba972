import type { Counts } from '@sereno/shared/integration.ts'
import type { Kind } from '@sereno/shared/kind.ts'

const order: readonly Kind[] = ['Offline', 'Fail', 'Error', 'Retry']

/** `3 Offline, 1 Fail`: the kinds with a count, worst first; `null` where there is none. */
export function countedKinds(counts: Counts): string | null {
  const words = order.filter((kind) => (counts[kind] ?? 0) > 0).map((kind) => `${counts[kind]} ${kind}`)
  return words.length === 0 ? null : words.join(', ')
}

import type { Discovery } from '@sereno/shared/identity.ts'

/** What is to be said of the network before any list. */
export type NetworkWord = 'no_network' | 'isolated' | 'failed' | 'no_printer' | null

export function wordOnNetwork(scan: Discovery | null, rows: readonly { isPrinter: boolean }[]): NetworkWord {
  if (scan === null) return null
  if (scan.own.length === 0) return 'no_network'
  if (scan.state === 'scanning' || scan.endedAt === null) return null
  if (scan.asked < scan.total || (scan.total === 0 && scan.remarks.length > 0)) return 'failed'
  // The gateway alone is what a guest Wi-Fi lets its guests see.
  if (scan.found <= 1 && rows.length === 0) return 'isolated'
  return rows.some(({ isPrinter }) => isPrinter) ? null : 'no_printer'
}

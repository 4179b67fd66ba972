import type { Reading } from '@sereno/shared/reading.ts'
import { escposOfflineAlone } from './escpos.ts'
import { ippOfflineAlone } from './ipp.ts'
import { factOf } from './result.ts'
import { starOfflineAlone } from './star.ts'

/**
 * Whether a printer says that it is offline, paused or stopped, and gives no reason: someone wants it so, or a hand is at
 * the feed button. `null` where the reading tells nothing of that. (Printer-MIB says it with more certainty:
 * `printer-mib.ts`.)
 */
export function offlineAlone(reading: Reading): boolean | null {
  const escpos = factOf(reading, 'escpos')
  const star = factOf(reading, 'star')
  const ipp = factOf(reading, 'ipp')
  if (!escpos && !star && !ipp) return null
  return [escpos && escposOfflineAlone(escpos), star && starOfflineAlone(star), ipp && ippOfflineAlone(ipp)].includes(
    true,
  )
}

import type { Reading } from '@sereno/shared/reading.ts'
import type { Memory } from './memory.ts'
import { isOptional } from './rate.ts'
import { toldBy } from './result.ts'
import { isShyAsEver } from './shy.ts'

/**
 * Whether something fell silent or refused, so that all the device's other ways have to be looked at, and its neighbour
 * entry refreshed, before anything is concluded. A way that is known to be silent while others answer is no news: with the
 * memory at hand it raises no doubt, so that a printer without ICMP is not asked on 9100 with every ping. Nor is it news that
 * a way is refused which a device need not have and this one never had.
 */
export function inDoubt(readings: readonly Reading[], memory: Memory | null = null): boolean {
  return readings.some((reading) => {
    if (toldBy(reading) === 'nothing') return false
    if (reading.contact === 'refused')
      return !isOptional(reading.probe) || memory?.ways[reading.probeId]?.answered === true
    const isKnown = memory?.ways[reading.probeId]?.quiet === true || isShyAsEver(reading, memory)
    return toldBy(reading) === 'silence' && !isKnown
  })
}

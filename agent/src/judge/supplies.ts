import type { Detail } from '@sereno/shared/activity.ts'
import { cleanText } from '@sereno/shared/field.ts'
import type { PrinterMibFact } from '@sereno/shared/reading.ts'

type Supply = PrinterMibFact['supplies'][number]

/** From here on a supply is running low (`kinds.md`, "Reading printers over SNMP and IPP"). */
const lowPercent = 10

/**
 * What is left of a supply, 0 to 100; `null` where the printer does not say. Of a waste box the level is already the space
 * that is left (prtMarkerSuppliesLevel, RFC 3805).
 */
export function supplyPercent({ level, max }: Pick<Supply, 'level' | 'max'>): number | null {
  return max > 0 && level >= 0 ? Math.round((Math.min(level, max) / max) * 100) : null
}

/** The supply that is lowest and running low, as it is told; `null` where none is. */
export function lowSupply(supplies: readonly Supply[]): Detail | null {
  const low = supplies.flatMap((supply) => {
    const percent = supplyPercent(supply)
    return percent !== null && percent <= lowPercent ? [{ supply: cleanText(supply.description, 80), percent }] : []
  })
  const [lowest] = low.toSorted((a, b) => a.percent - b.percent)
  if (!lowest) return null
  return lowest.supply === '' ? { percent: lowest.percent } : lowest
}

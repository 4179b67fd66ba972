import type { Cause } from '@sereno/shared/cause.ts'
import type { ProbeSetting } from '@sereno/shared/device.ts'
import type { Fact, Reading } from '@sereno/shared/reading.ts'
import type { SlipDialect } from '@sereno/shared/slip.ts'
import { escposOfflineAlone, readEscpos } from '../../judge/escpos.ts'
import { readStar, starOfflineAlone } from '../../judge/star.ts'

/** Where printers take what is to be printed, by custom. */
const printPort = 9100

/** In which language, and at which port, a printer takes a slip; `null` where it showed neither in these looks. */
export function slipWay(
  probes: readonly ProbeSetting[],
  readings: readonly Reading[],
): { dialect: SlipDialect; port: number } | null {
  const asked = probes.find(({ type }) => type === 'escpos')?.options.port
  const port = typeof asked === 'number' ? asked : printPort
  // A Star printer that answers in ESC/POS as well was switched to that language.
  if (factOf(readings, 'escpos') !== null) return { dialect: 'escpos', port }
  return factOf(readings, 'star') === null ? null : { dialect: 'star', port }
}

/** What a printer says that keeps it from printing; `null` where it says nothing of the kind. */
export function slipObstacle(readings: readonly Reading[]): Cause | null {
  const escpos = factOf(readings, 'escpos')
  const star = factOf(readings, 'star')
  const found = [...(escpos === null ? [] : readEscpos(escpos)), ...(star === null ? [] : readStar(star))]
  const cause = found.find((one) => one.cause !== 'paper_low')?.cause
  if (cause !== undefined) return cause
  const isOffline = (escpos !== null && escposOfflineAlone(escpos)) || (star !== null && starOfflineAlone(star))
  return isOffline ? 'printer_offline_bit' : null
}

/** Whether a printer answers, but in none of the languages that a slip can be written in. */
export const isForeign = (readings: readonly Reading[]): boolean =>
  readings.some(({ probe, contact }) => ['escpos', 'star'].includes(probe) && contact === 'garbled')

function factOf<Name extends 'escpos' | 'star'>(
  readings: readonly Reading[],
  name: Name,
): Extract<Fact, { fact: Name }> | null {
  for (const { contact, facts } of readings) {
    for (const fact of facts) {
      if (contact === 'answered' && fact.fact === name) return fact as Extract<Fact, { fact: Name }>
    }
  }
  return null
}

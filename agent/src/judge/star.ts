import type { Cause } from '@sereno/shared/cause.ts'
import type { StarFact } from '@sereno/shared/reading.ts'
import type { Finding } from './finding.ts'

/**
 * The status block of a Star printer as conditions (`printers.md`, section 6). As with ESC/POS its offline bit is not among
 * them (`offline-bit.ts`).
 */
export function readStar(fact: StarFact): Finding[] {
  const found: Finding[] = []
  const find = (when: boolean, cause: Cause, detail = {}) => {
    if (when) found.push({ cause, detail })
  }
  find(fact.paperEnd, 'paper_out')
  find(fact.paperNearEnd && !fact.paperEnd, 'paper_low')
  find(fact.coverOpen, 'cover_open')
  find(fact.cutterError, 'cutter')
  find(fact.unrecoverableError, 'hardware', { recoverable: false })
  // A stuck cutter raises the mechanical error with its own, and a head that is up belongs to an open cover.
  const mechanical = fact.mechanicalError && !fact.cutterError && !fact.unrecoverableError && !fact.coverOpen
  find(mechanical, 'hardware', { recoverable: true })
  find(fact.overheated, 'overheated')
  return found
}

/** Offline without any reason given: paused, or switched offline by someone. */
export const starOfflineAlone = (fact: StarFact): boolean =>
  (fact.offline || fact.offlineBySwitch) && readStar(fact).every(({ cause }) => cause === 'paper_low')

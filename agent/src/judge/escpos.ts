import type { Cause } from '@sereno/shared/cause.ts'
import type { EscposFact } from '@sereno/shared/reading.ts'
import type { Finding } from './finding.ts'

/**
 * The real-time status of an ESC/POS printer as conditions (`printers.md` section 3). `null` is unknown and never a fault.
 * The offline bit is not among them: it tells something only where nothing else does, and only when it is seen twice
 * (`escposOfflineAlone`).
 */
export function readEscpos(fact: EscposFact): Finding[] {
  const found: Finding[] = []
  const find = (when: boolean | null, cause: Cause, detail = {}) => {
    if (when === true) found.push({ cause, detail })
  }
  find(fact.paperEnd, 'paper_out')
  find(fact.paperNearEnd === true && fact.paperEnd !== true, 'paper_low')
  find(fact.coverOpen, 'cover_open')
  find(fact.cutterError, 'cutter')
  find(fact.unrecoverableError, 'hardware', { recoverable: false })
  // A cutter that is stuck raises the mechanical error with its own.
  const mechanical = fact.recoverableError === true && fact.cutterError !== true && fact.unrecoverableError !== true
  find(mechanical, 'hardware', { recoverable: true })
  // "Clears by itself" is also raised by a cover that was opened while printing.
  find(fact.autoRecoverableError === true && fact.coverOpen !== true, 'overheated')
  return found
}

/** Offline without any reason given: fed by hand, paused, or set offline by someone. Someone at the feed button is no fault. */
export const escposOfflineAlone = (fact: EscposFact): boolean =>
  fact.offline === true && fact.feeding !== true && readEscpos(fact).every(({ cause }) => cause === 'paper_low')

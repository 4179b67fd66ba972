import type { Reading } from '@sereno/shared/reading.ts'
import type { Memory } from './memory.ts'
import { factOf, toldBy } from './result.ts'

/**
 * Whether a gateway that never answered a ping was silent once more while its neighbour entry, asked for afresh, is there:
 * that is all one can have of it, so no further attempt helps and nothing is in doubt.
 */
export const isShyAsEver = (reading: Reading, memory: Memory | null): boolean =>
  reading.probe === 'gateway' &&
  toldBy(reading) === 'silence' &&
  memory?.reach === 'reached' &&
  memory.ways[reading.probeId]?.answered === false &&
  factOf(reading, 'neighbour')?.state === 'present'

import type { CheckinFact } from '@sereno/shared/reading.ts'

/** What an iPad told last; its model and versions, as far as it ever told. */
export interface HeardCheckin {
  /** ms since 1970 */
  at: number
  fact: CheckinFact
}

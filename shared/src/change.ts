import type { Detail, Source } from './activity.ts'
import type { Cause } from './cause.ts'
import type { Kind } from './kind.ts'

/** An entry about to be written; the store gives it its sequence number. */
export interface NewEntry {
  id: string
  /** ms since 1970 */
  at: number
  endedAt: number | null
  kind: Kind
  cause: string
  deviceId: string | null
  deviceName: string | null
  probe: string | null
  source: Source
  attempts: number
  occurrences: number
  incidentId: string | null
  explainedBy: string | null
  rule: string
  detail: Detail
  /** An ingested text, kept as it came. */
  text: string | null
  /** A sender's own id; a repeated one is not written again. */
  key: string | null
}

export interface NewNotice {
  id: string
  at: number
  endedAt: number | null
  cause: string
  deviceId: string | null
  deviceName: string | null
  detail: Detail
  text: string | null
}

/** What a verdict changes in the activity log. All changes of one check are written in one transaction. */
export type Change =
  | { do: 'open'; entry: NewEntry }
  /** Counted on; `detail` replaces the old one where it changed (the names of folded children, for one). */
  | {
      do: 'repeat'
      id: string
      occurrences: number
      attempts: number
      detail: Detail
      /** The same failure, understood better: its cause was `no_answer`, and the device is found elsewhere. */
      recast?: { cause: Cause; rule: string; probe: string | null }
    }
  | { do: 'end'; id: string; at: number; occurrences: number }
  | { do: 'explain'; id: string; explainedBy: string }
  | { do: 'notice'; notice: NewNotice }
  | { do: 'end_notice'; id: string; at: number }
  | { do: 'open_incident'; id: string; deviceId: string | null; deviceName: string | null; at: number }
  | { do: 'close_incident'; id: string; at: number }

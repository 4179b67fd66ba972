import type { Detail } from '@sereno/shared/activity.ts'
import type { Cause } from '@sereno/shared/cause.ts'

/** One fact, judged. Its kind follows from its cause (`shared/src/cause.ts`); a cause without one is a notice. */
export interface Condition {
  cause: Cause
  /** The probe's type that saw it; `null` where several together did. */
  probe: string | null
  /** The rule that applied, such as `K2.no_answer`; with the readings in `detail` this is why. */
  rule: string
  attempts: number
  /** When a look last showed it, ms since 1970; absent: it is seen whenever it is told. */
  seenAt?: number
  /** What fills the words (such as `address`, `tray`), and `readings`: the evidence in short. */
  detail: Detail
}

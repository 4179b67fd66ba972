import type { Detail } from '@sereno/shared/activity.ts'
import type { Cause } from '@sereno/shared/cause.ts'

/** A cause that was found, before it is known who else saw it. */
export interface Finding {
  cause: Cause
  detail: Detail
}

import type { Detail } from '@sereno/shared/activity.ts'
import type { Cause } from '@sereno/shared/cause.ts'

/** An action of ours that has to be kept (a mail on its way) and failed. */
export interface FailedAction {
  cause: Cause
  rule: string
  attempts: number
  detail: Detail
}

/** How the belt files what became of an action; each resolves once it is on disk. */
export interface ActionLog {
  /** Opens an entry and gives its id. A Retry during an outage is explained by the outage that is open. */
  open(action: FailedAction): Promise<string>
  /** Another attempt failed. */
  repeat(entryId: string, attempts: number, detail: Detail): Promise<void>
  end(entryId: string): Promise<void>
  /** A failure that is over as soon as it is known, such as a mail given up. */
  moment(action: FailedAction): Promise<string>
  /** Open entries of a cause, also those from before a restart. */
  openOf(cause: Cause): { id: string; detail: Detail }[]
}

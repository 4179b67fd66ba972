import type { ActivityFilter } from '@sereno/shared/activity.ts'

/** A search of the log as the store understands it: places are devices, and networks causes. */
export interface LogFilter extends Omit<ActivityFilter, 'place' | 'network'> {
  deviceIds?: readonly string[] | undefined
  incidentId?: string | undefined
  /** Causes that it must not be; for what others report may carry any cause. */
  otherCauses?: readonly string[] | undefined
}

/** Which incidents; without a word about it, both sorts. */
export interface IncidentFilter {
  open?: boolean | undefined
  acknowledged?: boolean | undefined
}

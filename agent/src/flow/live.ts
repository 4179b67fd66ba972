import type { Detail } from '@sereno/shared/activity.ts'
import type { Cause } from '@sereno/shared/cause.ts'
import type { DeviceState } from '@sereno/shared/device.ts'
import type { IdentityFact, PrinterMibFact, Reading } from '@sereno/shared/reading.ts'

/** How a device is now, in memory: the API merges it with what was set. */
export interface Live {
  state: DeviceState
  /** ms since 1970; `null` before the first verdict. */
  stateSince: number | null
  lastSeenAt: number | null
  observedAt: number | null
  cause: { code: Cause; detail: Detail } | null
  mac: string | null
  /** What the device said of itself last. */
  identity: IdentityFact | null
  supplies: PrinterMibFact['supplies']
  /** The last reading of each probe, by probe id. */
  last: Map<string, Reading>
}

export const unseen = (): Live => ({
  state: 'unknown',
  stateSince: null,
  lastSeenAt: null,
  observedAt: null,
  cause: null,
  mac: null,
  identity: null,
  supplies: [],
  last: new Map(),
})

import type { Detail } from '@sereno/shared/activity.ts'
import type { DeviceState, DeviceType } from '@sereno/shared/device.ts'
import type { Kind } from '@sereno/shared/kind.ts'
import type { Lack } from '@sereno/shared/overview.ts'

/** What `diagnose` found, as `--json` prints it. */
export interface Report {
  sereno: string
  /** ISO 8601, UTC */
  at: string
  /** `here`: this machine looked; `agent`: the agent at `url` did. */
  lookedFrom: 'here' | 'agent'
  url: string | null
  venue: string | null
  subjects: Subject[]
  /** What the machine that looked lacks to look properly. */
  lacks: Lack[]
}

/** One device, or whatever answers at an address. */
export interface Subject {
  name: string
  type: DeviceType
  address: string | null
  state: DeviceState
  mac: string | null
  vendor: string | null
  model: string | null
  serial: string | null
  looks: Look[]
  /** Everything that is wrong, or worth knowing, the worst first. */
  verdict: Finding[]
}

/** How one probe came off, and the facts it saw. */
export interface Look {
  probe: string
  contact: string
  latencyMs: number | null
  code: string | null
  /** Which attempt this was. */
  attempt: number
  facts: Detail
}

export interface Finding {
  /** `null`: a notice. */
  kind: Kind | null
  cause: string
  text: string
  message: string
  advice: string
}

export const hasProblem = ({ verdict }: Subject): boolean => verdict.some(({ kind }) => kind !== null)

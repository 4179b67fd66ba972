import { type Cause, kindOf } from '@sereno/shared/cause.ts'
import type { DeviceState } from '@sereno/shared/device.ts'
import type { Reach } from './memory.ts'
import type { Condition } from './types.ts'

/** Notices that make a working device `degraded`, the weightiest first. */
const warnings: readonly Cause[] = [
  'degraded',
  'ups_on_battery',
  'ups_battery_replace',
  'printer_warning',
  'paper_low',
  'supply_low',
]

/** A device's state and what it is in it for. `conditions` come worst first. */
export function stateOf(
  reach: Reach | null,
  conditions: readonly Condition[],
): { state: DeviceState; cause: Cause | null } {
  if (reach === 'folded' || reach === 'awaited') return { state: 'unknown', cause: 'parent_down' }
  const fault = conditions.find(({ cause }) => kindOf(cause) === 'Offline' || kindOf(cause) === 'Fail')
  if (fault) return { state: 'down', cause: fault.cause }
  if (reach === null) return { state: 'unknown', cause: null }
  const lesser = conditions.find(({ cause }) => kindOf(cause) !== null)?.cause
  const troubled = lesser ?? warnings.find((cause) => conditions.some((one) => one.cause === cause))
  if (reach === 'silent' && troubled) return { state: 'degraded', cause: troubled }
  if (reach !== 'reached') return { state: 'asleep', cause: asleepCause(conditions) }
  return troubled ? { state: 'degraded', cause: troubled } : { state: 'up', cause: null }
}

interface Told {
  state: DeviceState
  cause: Cause | null
  conditions: Condition[]
  quietlyDown?: boolean
  kept?: Condition[]
}

/**
 * What is left of a verdict in a device's quiet hours: its failures are kept to itself. A silent one is as good as asleep;
 * one that answers and is not well does not look well either.
 */
export function hushed({ conditions, ...told }: Told, reach: Reach | null): Told {
  const notices = conditions.filter(({ cause }) => kindOf(cause) === null)
  const kept = failuresIn(conditions)
  if (told.state !== 'down') return { ...told, conditions: notices, kept }
  return reach === 'reached'
    ? { ...told, state: 'degraded', conditions: notices, kept }
    : { state: 'asleep', cause: 'asleep', conditions: notices, quietlyDown: true, kept }
}

/**
 * What is left of a verdict in a maintenance window: nothing but the pause itself. A switch that is off, or cut off itself,
 * takes what hangs behind it along all the same.
 */
export function paused({ state, cause, conditions }: Told, reach: Reach | null): Told {
  const cutOff = (state === 'down' && reach !== 'reached') || cause === 'parent_down'
  const kept = failuresIn(conditions)
  return { state: 'paused', cause: null, conditions: [], kept, ...(cutOff ? { quietlyDown: true } : {}) }
}

const failuresIn = (conditions: readonly Condition[]): Condition[] =>
  conditions.filter(({ cause }) => kindOf(cause) !== null)

/** Silent, and nobody minds: asleep, also a printer after closing time. */
const asleepCause = (conditions: readonly Condition[]): Cause =>
  conditions.some(({ cause }) => cause === 'ipad_silent') ? 'ipad_silent' : 'asleep'

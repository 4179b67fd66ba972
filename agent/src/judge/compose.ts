import { kindOf } from '@sereno/shared/cause.ts'
import type { DeviceSetting } from '@sereno/shared/device.ts'
import { severity } from '@sereno/shared/kind.ts'
import { folds } from './fold.ts'
import { keyOf } from './key.ts'
import { retries } from './late.ts'
import type { Memory } from './memory.ts'
import { slow } from './slow.ts'
import type { Condition, Context } from './types.ts'

/** Everything that is believed now, one condition a failure, the worst first. */
export function compose(
  draft: Memory,
  device: DeviceSetting,
  context: Context,
  moments: readonly Condition[],
): Condition[] {
  const sleeps = device.type === 'ipad'
  const all = [
    ...draft.whole,
    ...Object.values(draft.contact).flat(),
    ...Object.values(draft.status).flat(),
    ...(sleeps ? [] : retries(draft, draft.checkedAt ?? 0)),
    ...(sleeps || draft.reach !== 'reached' ? [] : slow(draft, device)),
    ...moments,
  ]
  const closed = context.open === false && !context.quiet && (device.type === 'ipad' || device.type === 'printer')
  const folded = draft.reach === 'folded' || draft.reach === 'awaited'
  const told = all.filter((one) => !(folded && folds(one)) && !(closed && kindOf(one.cause) === 'Offline'))
  return merged(withoutBareOffline(told)).toSorted((a, b) => rank(a) - rank(b))
}

/** The offline bit only repeats what another fault of the printer tells better. */
function withoutBareOffline(conditions: Condition[]): Condition[] {
  const named = conditions.some(({ cause }) => kindOf(cause) === 'Fail' && cause !== 'printer_offline_bit')
  return named ? conditions.filter(({ cause }) => cause !== 'printer_offline_bit') : conditions
}

/** One failure that several probes see is one condition; the words of the one that saw it last are kept. */
function merged(conditions: readonly Condition[]): Condition[] {
  const byKey = new Map<string, Condition>()
  for (const one of conditions) {
    const other = byKey.get(keyOf(one))
    byKey.set(keyOf(one), other ? together(other, one) : one)
  }
  return [...byKey.values()]
}

function together(a: Condition, b: Condition): Condition {
  const [first, second] = (b.seenAt ?? 0) > (a.seenAt ?? 0) ? [b, a] : [a, b]
  const readings = [...new Set([...readingsOf(first), ...readingsOf(second)])].slice(0, 12)
  return {
    ...first,
    probe: first.probe === second.probe ? first.probe : null,
    attempts: Math.max(first.attempts, second.attempts),
    detail: { ...second.detail, ...first.detail, readings },
  }
}

const readingsOf = ({ detail }: Condition): unknown[] => (Array.isArray(detail.readings) ? detail.readings : [])

function rank({ cause }: Condition): number {
  const kind = kindOf(cause)
  return kind === null ? severity.length : severity.indexOf(kind)
}

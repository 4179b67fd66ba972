import { kindOf } from '@sereno/shared/cause.ts'
import type { Memory, Reach } from './memory.ts'
import type { Condition, Context } from './types.ts'

/** What was believed before a check. */
export type Beliefs = Pick<Memory, 'reach' | 'whole' | 'contact' | 'status'>

export const beliefsOf = ({ reach, whole, contact, status }: Memory): Beliefs => ({
  reach,
  whole,
  contact: { ...contact },
  status: { ...status },
})

/** What a parent that is down explains: every Offline, and what is an Error only while the network works. */
export const folds = ({ cause }: Pick<Condition, 'cause'>): boolean =>
  kindOf(cause) === 'Offline' || cause === 'pos_cloud' || cause === 'snmp_config'

/**
 * Behind a parent that is down, what this check would newly have made of the silence is not believed: the parent's entry
 * tells it. When the parent is back, a child is looked at once more before it gets an entry of its own.
 */
export function fold(draft: Memory, before: Beliefs, context: Context): void {
  if (!believed(draft).some(folds)) return
  if (context.parent?.down === true) takeBack(draft, before, 'folded')
  else if (before.reach === 'folded' && !believed(before).some(folds)) takeBack(draft, before, 'awaited')
}

function takeBack(draft: Memory, before: Beliefs, reach: Reach): void {
  draft.reach = reach
  draft.whole = [...draft.whole.filter((one) => !folds(one)), ...before.whole.filter(folds)]
  draft.contact = mixed(draft.contact, before.contact)
  draft.status = mixed(draft.status, before.status)
}

function mixed(now: Record<string, Condition[]>, before: Record<string, Condition[]>): Record<string, Condition[]> {
  const ids = [...new Set([...Object.keys(before), ...Object.keys(now)])]
  return Object.fromEntries(
    ids.map((id) => [id, [...(now[id] ?? []).filter((one) => !folds(one)), ...(before[id] ?? []).filter(folds)]]),
  )
}

const believed = ({ whole, contact, status }: Pick<Memory, 'whole' | 'contact' | 'status'>): Condition[] => [
  ...whole,
  ...Object.values(contact).flat(),
  ...Object.values(status).flat(),
]

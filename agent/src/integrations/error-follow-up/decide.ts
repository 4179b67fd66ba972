import type { EntryRecord } from '@sereno/shared/activity.ts'
import type { Counts, ErrorFollowUp, RunReason } from '@sereno/shared/integration.ts'
import { type Kind, kinds } from '@sereno/shared/kind.ts'

/** What a run found, and whether a mail goes out. */
export interface Decision {
  send: boolean
  /** Why not; `sent` where one goes out, until delivery knows better. */
  reason: RunReason
  total: number
  /** Exactly the chosen kinds, 0 included. */
  counts: Counts
  /** The entries that count, as they were given. */
  counted: EntryRecord[]
  /** Those that another entry explains, by the id of that entry. */
  explained: Map<string, EntryRecord[]>
}

type Form = Pick<ErrorFollowUp, 'active' | 'kinds' | 'minimumErrors' | 'includeRecovered'>

interface Moment {
  /** What ended later than this still lasted then; without it, what has an end is over. */
  asOf?: number
  /** No digest goes out on this day of the week. */
  quietDay?: boolean
}

/**
 * Decides over the entries that touch the window. An entry counts once, however long it lasts; one that another explains
 * is listed under that one and does not count. Without `includeRecovered` only what still lasts is looked at. On demand,
 * a person asked: `active`, `minimumErrors` and quiet days do not matter.
 */
export function decide(
  entries: readonly EntryRecord[],
  form: Form,
  trigger: 'daily' | 'demand',
  { asOf = Number.POSITIVE_INFINITY, quietDay = false }: Moment = {},
): Decision {
  const ofKind = entries.filter((entry) => form.kinds.includes(entry.kind))
  const over = form.includeRecovered ? [] : ofKind.filter((entry) => isOver(entry, asOf))
  const left = new Set(over.map(({ id }) => id))
  // What an outage explained and still lasts after it stands for itself: nothing open goes unsaid.
  const chosen = ofKind
    .filter(({ id }) => !left.has(id))
    .map((entry) => (left.has(entry.explainedBy ?? '') ? { ...entry, explainedBy: null } : entry))
  const counted = chosen.filter((entry) => entry.explainedBy === null)
  const total = counted.length
  const reason = reasonOf(total, form, trigger, quietDay)
  return {
    send: reason === 'sent',
    reason,
    total,
    counts: countsOf(counted, form.kinds),
    counted,
    explained: group(chosen),
  }
}

const isOver = ({ endedAt }: EntryRecord, asOf: number): boolean => endedAt !== null && Date.parse(endedAt) <= asOf

function reasonOf(total: number, form: Form, trigger: 'daily' | 'demand', quietDay: boolean): RunReason {
  if (trigger === 'daily' && !form.active) return 'inactive'
  if (trigger === 'daily' && quietDay) return 'quiet_day'
  if (total === 0) return 'no_errors'
  return trigger === 'daily' && total < form.minimumErrors ? 'below_threshold' : 'sent'
}

function countsOf(counted: readonly EntryRecord[], chosen: readonly Kind[]): Counts {
  const counts: Counts = {}
  for (const kind of kinds) {
    if (chosen.includes(kind)) counts[kind] = counted.filter((entry) => entry.kind === kind).length
  }
  return counts
}

function group(chosen: readonly EntryRecord[]): Map<string, EntryRecord[]> {
  const groups = new Map<string, EntryRecord[]>()
  for (const entry of chosen) {
    if (entry.explainedBy === null) continue
    const group = groups.get(entry.explainedBy)
    if (group) group.push(entry)
    else groups.set(entry.explainedBy, [entry])
  }
  return groups
}

import type { Detail } from '@sereno/shared/activity.ts'
import type { Cause } from '@sereno/shared/cause.ts'
import { heardLately } from './checkin.ts'
import { conditionOf } from './condition-of.ts'
import type { Memory } from './memory.ts'
import { factOf, neighbourOf, type Result } from './result.ts'
import type { Check, Condition, Context } from './types.ts'

const awayMs = 1_800_000
/** A silence that began this soon after the last answer began with it. */
const sameSilenceMs = 120_000
const flappingGaps = 3

/**
 * Whether an iPad is here. Its radio sleeps: an answer to ARP means asleep, and so does silence of less than half an hour.
 * After that it is away, if the venue is open; where no hours are set that is worth a notice only. One missed check
 * between two answers is a gap, and the third gap within ten minutes is Wi-Fi that comes and goes.
 * @returns what is true of this check alone
 */
export function presence(draft: Memory, check: Check, context: Context, results: readonly Result[]): Condition[] {
  draft.openSince = context.open === true ? (draft.openSince ?? check.at) : null
  const told = results.filter((one) => one.told !== 'nothing')
  // Without an address only its check-ins tell of it.
  const isUnheard = check.device.address === null && draft.checkin === null
  if (told.length === 0 || isUnheard) return []
  const believe = (cause: Cause, detail: Detail = {}) => conditionOf({ cause, detail }, told, check.at, probeOf(told))

  const answers = told.filter((one) => one.told === 'answer')
  if (answers.length > 0) {
    const moments = awake(draft, check, believe, answers.some(isLook))
    // Outside opening hours nobody minds, and what nobody minded then does not count later.
    if (context.open === false) draft.gapAt = []
    return moments
  }
  if (heardLately(draft, check.at) && told.every((one) => isDeafWay(draft, one))) return []
  const here = neighbourOf(check) === 'present'
  draft.missed = here ? null : draft.reach === 'reached' ? 1 : draft.missed && Math.min(draft.missed + 1, 99)
  const arp = here ? { arp: true } : {}
  draft.silentSince = here ? null : silentSince(draft, check.at, context)
  const silentMs = draft.silentSince === null ? 0 : check.at - draft.silentSince
  const minutes = Math.floor(silentMs / 60_000)
  draft.reach = here ? 'asleep' : 'quiet'
  if (here || silentMs < awayMs) draft.whole = [believe('asleep', arp)]
  else if (context.open === null) draft.whole = [believe('ipad_silent', { minutes })]
  else if (openLongEnough(draft, check.at)) {
    draft.reach = 'silent'
    draft.whole = [believe('ipad_away', { minutes })]
  } else draft.whole = [believe('asleep')]
  draft.whole.push(...flapping(draft, believe))
  return []
}

/** An iPad that is awake by its own word, and does not answer so: its port is closed, or a router lies between. */
const isDeafWay = (draft: Memory, { reading }: Result): boolean => (draft.ways[reading.probeId]?.unanswered ?? 0) >= 2

/** A check-in shows that it is awake, not that a look which failed was a gap in its Wi-Fi. */
const isLook = ({ reading }: Result): boolean => factOf(reading, 'checkin') === null

function awake(
  draft: Memory,
  check: Check,
  believe: (cause: Cause, detail?: Detail) => Condition,
  isLookedAt: boolean,
): Condition[] {
  const gap = draft.missed === 1 && isLookedAt
  if (gap) draft.gapAt.push(check.at)
  if (isLookedAt) draft.missed = null
  draft.reach = 'reached'
  draft.silentSince = null
  draft.whole = flapping(draft, believe)
  return gap ? [believe('roamed')] : []
}

function flapping(draft: Memory, believe: (cause: Cause, detail: Detail) => Condition): Condition[] {
  const gaps = draft.gapAt.length
  return gaps >= flappingGaps ? [believe('wifi_flapping', { gaps })] : []
}

/** When the silence began: with the last answer, if we looked soon after it. */
function silentSince(draft: Memory, at: number, context: Context): number {
  // What passed behind a dead access point is not the iPad's silence.
  if (draft.reach === 'folded' && context.parent?.down !== true) return at
  if (draft.silentSince !== null) return draft.silentSince
  const last = draft.lastSeenAt
  return last !== null && at - last <= sameSilenceMs ? last : at
}

/** Half an hour of the silence has to lie within the opening hours. */
const openLongEnough = (draft: Memory, at: number): boolean =>
  draft.openSince !== null && at - draft.openSince >= awayMs

const probeOf = (results: readonly Result[]): string | null =>
  results.length === 1 ? (results[0]?.reading.probe ?? null) : null

import {
  type Check,
  type CheckPoint,
  type CheckReason,
  type CheckState,
  type CheckSubject,
  checkStates,
  confirmable,
} from '@sereno/shared/rollout.ts'
import { iso } from '../../clock.ts'
import type { RolloutMark } from '../../store/rollout-types.ts'

const mostSubjects = 50

/** What the box knows of one thing that a point is about. */
export interface Finding {
  /** Names it among the marks: a device's id, an address of mail in lower case, or empty. */
  key: string
  name: string
  deviceId?: string
  state: CheckState
  reason: CheckReason
  /** ms since 1970 */
  at?: number | null
  ms?: number
  /** It is so now, whatever anybody confirmed. */
  lasts?: true
}

/**
 * A point from what the box found and what persons confirmed. A person's word fills in what the box cannot know, and
 * settles what went wrong before it; against what the box sees now it does not count.
 */
export function pointOf(check: Check, findings: readonly Finding[], marks: readonly RolloutMark[]): CheckPoint {
  const words = new Map(
    marks.filter(({ point, source }) => point === check && source === 'person').map((mark) => [mark.subject, mark]),
  )
  const subjects = findings
    .map((finding) => subjectOf(finding, confirmable.includes(check) ? words.get(finding.key) : undefined))
    .toSorted((one, other) => rank(one.state) - rank(other.state))
  return {
    check,
    state: subjects[0]?.state ?? 'done',
    subjects: subjects.slice(0, mostSubjects),
    more: Math.max(0, subjects.length - mostSubjects),
  }
}

/** The worst first. */
const rank = (state: CheckState): number => checkStates.indexOf(state)

function subjectOf(
  { key: _, at, ms, lasts, deviceId, ...finding }: Finding,
  word: RolloutMark | undefined,
): CheckSubject {
  const counts =
    word !== undefined && finding.state !== 'done' && !lasts && (finding.state === 'unknown' || (at ?? 0) < word.at)
  const told = counts ? ({ ...finding, state: 'done', reason: 'confirmed' } as const) : finding
  const when = counts ? word.at : at
  return {
    ...told,
    deviceId: deviceId ?? null,
    at: when === null || when === undefined ? null : iso(when),
    ms: ms ?? null,
    by: counts ? word.by : null,
  }
}

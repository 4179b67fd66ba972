import type { Reading } from '@sereno/shared/reading.ts'
import type { Memory } from './memory.ts'
import { evidence, type Result, toldBy } from './result.ts'
import type { Condition } from './types.ts'

const tenMinutesMs = 600_000

/**
 * Answers that came only at a further attempt (rule K1b). The first in an hour is the notice `late_answer`, of this check
 * alone; from the second on it is `check_retry`, until ten minutes have passed without a further one.
 */
export function late(draft: Memory, results: readonly Result[], readings: readonly Reading[], at: number): Condition[] {
  const moments: Condition[] = []
  for (const result of results) {
    const way = draft.ways[result.reading.probeId]
    if (!way || !wasLate(result, readings)) continue
    way.lateAt.push(at)
    if (way.lateAt.length === 1) moments.push(condition('late_answer', result.reading, 1, at, evidence([result])))
  }
  return moments
}

/** The retries that are believed at `at`, one a probe. */
export function retries(draft: Memory, at: number): Condition[] {
  return Object.entries(draft.ways).flatMap(([probeId, way]) => {
    const last = way.lateAt.at(-1)
    if (way.lateAt.length < 2 || last === undefined || at - last >= tenMinutesMs) return []
    const reading = { probe: way.probe, probeId, attempt: 2 }
    return [
      condition('check_retry', reading, way.lateAt.length, last, [
        `${way.probe} answered late, ${way.lateAt.length} in an hour`,
      ]),
    ]
  })
}

function condition(
  cause: 'late_answer' | 'check_retry',
  reading: Pick<Reading, 'probe' | 'attempt'>,
  count: number,
  seenAt: number,
  readings: string[],
): Condition {
  const rule = cause === 'late_answer' ? 'K0.late_answer' : 'K1.check_retry'
  return { cause, probe: reading.probe, rule, attempts: reading.attempt, seenAt, detail: { count, readings } }
}

function wasLate({ reading, told }: Result, readings: readonly Reading[]): boolean {
  if (told !== 'answer' || reading.contact !== 'answered' || reading.attempt < 2) return false
  return readings.some((one) => one.probeId === reading.probeId && one !== reading && toldBy(one) === 'silence')
}

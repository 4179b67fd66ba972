import { type Cause, kindOf } from '@sereno/shared/cause.ts'
import type { Kind } from '@sereno/shared/kind.ts'
import type { Elsewhere } from '../../agent/test/venue/situations/elsewhere.ts'
import type { Situation } from '../../agent/test/venue/situations/situation.ts'

/** How a case stands: there, but not played; played, and held or not; not there, or left out by this machine. */
export type Standing = 'there' | 'held' | 'not_held' | 'missing'

export interface Row {
  situation: string
  /** `null`: a rule that holds for many causes. */
  cause: Cause | null
  /** `null`: a notice, or a rule. */
  kind: Kind | null
  count: string | null
  remark: string | null
  standing: Standing
  cases: { test: string; standing: Standing }[]
}

export interface Report {
  situations: Row[]
  elsewhere: readonly (Elsewhere & { kind: Kind | null })[]
  /** Cases in all, each counted once. */
  cases: number
}

/** Lays what the registry says beside what is there, or was played. */
export function reportOf(
  situations: readonly Situation[],
  elsewhere: readonly Elsewhere[],
  standings: ReadonlyMap<string, Standing>,
): Report {
  const rows = situations.map(({ what, cause, count, cases, remark = null }): Row => {
    const played = cases.map((test) => ({ test, standing: standings.get(test) ?? 'missing' }))
    return {
      situation: what,
      cause,
      kind: cause && kindOf(cause),
      count,
      remark,
      standing: worst(played.map(({ standing }) => standing)),
      cases: played,
    }
  })
  return {
    situations: rows,
    elsewhere: elsewhere.map((one) => ({ ...one, kind: one.cause && kindOf(one.cause) })),
    cases: new Set(situations.flatMap(({ cases }) => cases)).size,
  }
}

/** Whether a situation has no case, or one that is missing or did not hold. */
export const isLacking = ({ standing }: Row): boolean => standing === 'missing' || standing === 'not_held'

const fromWorst: readonly Standing[] = ['missing', 'not_held', 'there']
const worst = (standings: readonly Standing[]): Standing => {
  if (standings.length === 0) return 'missing'
  return fromWorst.find((one) => standings.includes(one)) ?? 'held'
}

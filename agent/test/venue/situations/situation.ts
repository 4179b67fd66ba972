import type { Cause } from '@sereno/shared/cause.ts'

/** A situation of `kinds.md` that a network can show, and the tests of the pretend venue that play it. */
export interface Situation {
  what: string
  /** Its cause, which names its kind, a notice where that is none; `null`: a rule that holds for many causes. */
  cause: Cause | null
  /** How often it counts for a threshold; `null` for a rule. */
  count: string | null
  /** `file > describe > test`, as `vitest list` prints them. */
  cases: readonly string[]
  /** What a reader has to know of how it is played. */
  remark?: string
}

/** How often most count. */
export const once = '1'
export const never = '0'

/** The tests of a file by their names, below what the file describes. */
export const testsOf =
  (file: string, describes: string) =>
  (...names: string[]): string[] =>
    names.map((name) => `${file}.test.ts > ${describes} > ${name}`)

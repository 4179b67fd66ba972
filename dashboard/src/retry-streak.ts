import type { Entry } from '@sereno/shared/activity.ts'

/** Tries that went before a failure. */
export interface Streak {
  /** How often something had to be tried again. */
  times: number
  /** When that began. */
  since: string
}

/** A Retry that ended longer before than this has nothing to do with what came then. */
const nearMs = 15 * 60_000

/** What a Fail or Offline was announced by: the Retry entries shortly before it, by the failure's id. */
export function retryStreaks(entries: readonly Entry[]): Map<string, Streak> {
  const retries = entries.filter(({ kind }) => kind === 'Retry')
  const streaks = new Map<string, Streak>()
  for (const { id, at, kind } of entries) {
    if (kind !== 'Fail' && kind !== 'Offline') continue
    const began = Date.parse(at)
    const before = retries.filter((retry) => {
      const ended = retry.endedAt === null ? began : Date.parse(retry.endedAt)
      return Date.parse(retry.at) <= began && began - ended <= nearMs
    })
    const first = before.map((retry) => retry.at).toSorted()[0]
    if (first === undefined) continue
    streaks.set(id, { times: before.reduce((sum, { occurrences }) => sum + occurrences, 0), since: first })
  }
  return streaks
}

const secondMs = 1000
const minuteMs = 60 * secondMs

/** After the first try, and so on; the last of them from then on. */
const waitsMs = [10 * secondMs, 30 * secondMs, 2 * minuteMs, 5 * minuteMs, 15 * minuteMs, 30 * minuteMs]
/** Whatever a push service asks for: nobody waits longer for the next try. */
const longestMs = 60 * minuteMs

/** When a push is tried again after so many tries, ms since 1970. @param askedMs how long the push service wants us to wait */
export function nextPush(tries: number, now: number, askedMs: number | null): number {
  const own = waitsMs[Math.min(tries, waitsMs.length) - 1] ?? longestMs
  return now + Math.min(Math.max(own, askedMs ?? 0), longestMs)
}

/** A time further ahead than any wait was written by a clock that has been put back since: it is now. */
export const pushDueAt = (nextAt: number, now: number): number => (nextAt - now > longestMs ? now : nextAt)

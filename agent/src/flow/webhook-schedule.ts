const secondMs = 1000
const minuteMs = 60 * secondMs
const hourMs = 60 * minuteMs

/** After the first try: about 76 hours in all. */
const waitsMs = [
  5 * secondMs,
  5 * minuteMs,
  30 * minuteMs,
  2 * hourMs,
  5 * hourMs,
  10 * hourMs,
  14 * hourMs,
  20 * hourMs,
  24 * hourMs,
]

/** When a delivery is tried again after so many tries, ms since 1970; `null`: it is given up. */
export function nextDelivery(tries: number, now: number): number | null {
  const wait = waitsMs[tries - 1]
  return wait === undefined ? null : now + wait
}

/** A time further ahead than any wait was written by a clock that has been put back since: it is now. */
export const dueAt = (nextAt: number, now: number): number => (nextAt - now > Math.max(...waitsMs) ? now : nextAt)

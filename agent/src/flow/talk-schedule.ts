const secondMs = 1000
const minuteMs = 60 * secondMs

/** After each try; the last is how long every further one waits. */
const waitsMs = [5 * secondMs, 15 * secondMs, 30 * secondMs, minuteMs, 2 * minuteMs, 5 * minuteMs] as const
const lastMs = 5 * minuteMs
/** Meta names no longer time; a time further ahead was written by a clock that has been put back since. */
const mostMs = 3_600_000

/**
 * When a message is tried again after so many tries, ms since 1970; not before the time that the channel asked for. An
 * answer is waited for by somebody, so it is soon, and it goes on until the message is given up: after an outage of hours
 * it is there within five minutes.
 */
export const nextSend = (tries: number, now: number, waitMs: number | null): number =>
  now + Math.max(waitsMs[tries - 1] ?? lastMs, Math.min(waitMs ?? 0, mostMs))

export const sendDueAt = (nextAt: number, now: number): number => (nextAt - now > mostMs ? now : nextAt)

const secondMs = 1000
const minuteMs = 60 * secondMs
export const hourMs = 60 * minuteMs

/** How long a mail is tried for, from when it was made. */
export const lifetimeMs = 5 * 24 * hourMs

const waitsMs = [30 * secondMs, minuteMs, 2 * minuteMs, 5 * minuteMs, 15 * minuteMs]

/**
 * When to try again after `attempts` failures, ms since 1970: after 30 s, 1, 2, 5 and 15 minutes, then hourly. The last
 * attempt falls on the end of the mail's life. A mail that is older than that is still tried where the clock cannot be
 * trusted.
 */
export function nextTry(attempts: number, now: number, expiresAt: number): number {
  const next = now + (waitsMs[attempts - 1] ?? hourMs)
  return now < expiresAt ? Math.min(next, expiresAt) : next
}

/** Time, handed in so that tests can hold it. */
export interface Clock {
  /** Wall time, ms since 1970. May jump. */
  now(): number
  /** Milliseconds that never go back; for durations. */
  monotonic(): number
  /** Calls `work` once after `ms`; returns how to cancel it. Never keeps the process alive by itself. */
  after(ms: number, work: () => void): () => void
}

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after(ms, work) {
    const timer = setTimeout(work, ms)
    timer.unref()
    return () => clearTimeout(timer)
  },
}

/** A moment as the API writes it. */
export const iso = (ms: number): string => new Date(ms).toISOString()
export const isoOrNull = (ms: number | null): string | null => (ms === null ? null : iso(ms))

/** A moment (ms since 1970) as the header of a mail writes it (RFC 5322). */
export const mailDate = (ms: number): string => new Date(ms).toUTCString().replace('GMT', '+0000')

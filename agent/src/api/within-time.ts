import type { Clock } from '../clock.ts'
import { Refusal } from './problem.ts'

/** The longest verb looks at every device and then waits up to 30 s for mail servers. */
const limitMs = 90_000

/**
 * What a handler gives, unless it takes too long.
 * @throws {Refusal} `unavailable`
 */
export async function withinTime<T>(clock: Clock, work: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>()
  const cancel = clock.after(limitMs, () => late.reject(new Refusal('unavailable')))
  try {
    return await Promise.race([work, late.promise])
  } finally {
    cancel()
  }
}

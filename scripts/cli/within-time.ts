import { setMaxListeners } from 'node:events'
import { CliFault } from './cli-fault.ts'
import { exitCodes } from './exit-codes.ts'

/**
 * Does the work of a command, at most so long, and until someone interrupts it; whatever of it still runs then is called off
 * by its signal.
 * @throws {CliFault} `E_TIMEOUT`, `E_INTERRUPTED`, or what the work throws
 */
export async function withinTime<T>(timeoutMs: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const end = new AbortController()
  // Every look that runs listens for its end.
  setMaxListeners(0, end.signal)
  const timedOut = new CliFault('E_TIMEOUT', exitCodes.timedOut, 'timed_out', { seconds: timeoutMs / 1000 })
  const deadline = setTimeout(() => end.abort(timedOut), timeoutMs)
  const stop = () => end.abort(new CliFault('E_INTERRUPTED', exitCodes.interrupted, 'interrupted'))
  process.once('SIGINT', stop)
  try {
    const aborted = new Promise<never>((_, over) => {
      end.signal.addEventListener('abort', () => over(end.signal.reason as CliFault), { once: true })
    })
    return await Promise.race([work(end.signal), aborted])
  } finally {
    clearTimeout(deadline)
    process.off('SIGINT', stop)
    end.abort()
  }
}

/** What ended a wait: its own deadline, or someone who called it off. */
export type Ended = 'ETIMEDOUT' | 'ABORT_ERR'

export interface Limit {
  /** Comes true at the deadline or when the signal is given, whichever is first; never after `clear`. */
  ended: Promise<Ended>
  /** Has to be called: it frees the timer and the listener. */
  clear(): void
}

/** The one deadline of a look, together with the signal that calls it off. */
export function limit(timeoutMs: number, signal?: AbortSignal): Limit {
  let clear = () => {}
  const ended = new Promise<Ended>((resolve) => {
    const timer = setTimeout(() => resolve('ETIMEDOUT'), Math.max(0, timeoutMs))
    const stop = () => resolve('ABORT_ERR')
    if (signal?.aborted) stop()
    signal?.addEventListener('abort', stop, { once: true })
    clear = () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', stop)
    }
  })
  return { ended, clear }
}

/** Waits; `true` if the whole time passed. */
export async function pause(ms: number, signal?: AbortSignal): Promise<boolean> {
  const wait = limit(ms, signal)
  const ended = await wait.ended
  wait.clear()
  return ended === 'ETIMEDOUT'
}

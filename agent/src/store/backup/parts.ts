/**
 * The same parts; `end` is called after the last of them and wherever their reader stops, also before the first: a
 * generator that was never begun would not run its `finally`.
 * @param end may be called twice
 */
export function andThen<T>(parts: AsyncIterable<T>, end: () => Promise<void>): AsyncIterableIterator<T> {
  const inner = parts[Symbol.asyncIterator]()
  return {
    async next() {
      try {
        const next = await inner.next()
        if (next.done === true) await end()
        return next
      } catch (fault) {
        await end()
        throw fault
      }
    },
    async return() {
      try {
        await inner.return?.()
      } finally {
        await end()
      }
      return { done: true, value: undefined }
    },
    [Symbol.asyncIterator]() {
      return this
    },
  }
}

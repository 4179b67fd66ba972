/** So many quiet times later at the latest: a venue in which something happens all the time is heard of, too. */
const patience = 5

/** Runs `act` once, `ms` after the last of several calls; `stop` forgets a run that is due. */
export function afterQuiet(ms: number, act: () => void): { soon: () => void; stop: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined
  let firstAt: number | null = null
  const stop = () => {
    clearTimeout(timer)
    firstAt = null
  }
  return {
    soon: () => {
      const now = performance.now()
      firstAt ??= now
      clearTimeout(timer)
      timer = setTimeout(
        () => {
          firstAt = null
          act()
        },
        Math.max(0, Math.min(ms, firstAt + patience * ms - now)),
      )
    },
    stop,
  }
}

/** Hands over at once what came within `ms`, the newest of each id: a burst of events draws the page once. */
export function gather<T extends { id: string }>(
  ms: number,
  take: (newest: ReadonlyMap<string, T>) => void,
): { add: (item: T) => void; stop: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined
  let newest = new Map<string, T>()
  return {
    add: (item) => {
      newest.set(item.id, item)
      timer ??= setTimeout(() => {
        const taken = newest
        newest = new Map()
        timer = undefined
        take(taken)
      }, ms)
    },
    stop: () => clearTimeout(timer),
  }
}

/** Half of the answers, and all but one in a hundred, came within so many ms. */
export interface Times {
  p50: number
  p99: number
}

/** Does a piece of work so often, one after the other, after ten that do not count. */
export async function timesOf(times: number, work: (index: number) => Promise<unknown>): Promise<Times> {
  const took: number[] = []
  for (let index = -10; index < times; index++) {
    const begin = performance.now()
    await work(Math.abs(index))
    if (index >= 0) took.push(performance.now() - begin)
  }
  return percentiles(took)
}

export function percentiles(numbers: readonly number[]): Times {
  const sorted = numbers.toSorted((one, other) => one - other)
  const at = (share: number) => sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN
  return { p50: at(0.5), p99: at(0.99) }
}

/**
 * Counts wrong secrets. `take` takes one try of each key, or tells how long to wait for the next; a try that turns out
 * right is given back, so that only wrong ones count, also when many are under way at once.
 */
export interface Tries {
  take(keys: string[]): { right(): void } | { waitSeconds: number }
}

/** Who tries: the client's address and what its browser calls itself. */
export interface Visitor {
  address: string
  browser: string
}

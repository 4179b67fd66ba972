/** How a count stands to the one before it, for a sentence: `2 more than yesterday`. */
export interface Comparison {
  how: 'more' | 'fewer' | 'same'
  /** By how many. */
  n: number
}

export const compare = (now: number, before: number): Comparison => ({
  how: now > before ? 'more' : now < before ? 'fewer' : 'same',
  n: Math.abs(now - before),
})

/** A line of a card: what it is, and how it is. */
export interface Fact {
  label: string
  value: string
  /** What it means, where that is not plain. */
  note?: string
  /** How full it is, 0 to 1, drawn beside the words. */
  share?: number | null
  /** It is among what is wrong. */
  tone?: 'error' | 'fail' | null
  /** The value is a name or address that others chose. */
  mono?: boolean
}

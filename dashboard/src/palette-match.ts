/** Something that the palette can find. */
export interface Findable {
  id: string
  text: string
  /** Stands beside it, smaller: a place, an address. */
  note?: string
  /** Further words by which it is found. */
  words?: string
  /** Shown only to those who look for it: before anyone types, the list is short. */
  onlyWhenAsked?: boolean
}

/** Text without case and accents, as people type when they are in a hurry. */
const plain = (text: string) =>
  text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()

/** How well a thing fits; 0 where a word of the question is nowhere in it. */
function scoreOf(item: Findable, asked: readonly string[]): number {
  const text = plain(item.text)
  const all = plain(`${item.text} ${item.note ?? ''} ${item.words ?? ''}`)
  if (!asked.every((word) => all.includes(word))) return 0
  const first = asked[0] ?? ''
  if (text.startsWith(first)) return 4
  if (text.split(/[^\p{L}\p{N}]+/u).some((word) => word.startsWith(first))) return 3
  return text.includes(first) ? 2 : 1
}

/** What fits a question, best first and else in the given order, at most `limit` of them. */
export function findIn<T extends Findable>(items: readonly T[], question: string, limit = 40): T[] {
  const asked = plain(question).split(/\s+/u).filter(Boolean)
  if (asked.length === 0) return items.filter((item) => item.onlyWhenAsked !== true).slice(0, limit)
  return items
    .map((item) => ({ item, score: scoreOf(item, asked) }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score)
    .slice(0, limit)
    .map(({ item }) => item)
}

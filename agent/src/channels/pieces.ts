/** Looked for a good place to cut in the last part of a piece only, so that no piece is needlessly short. */
const lookBack = 0.4
/** UTF-16 units: a family of four with their skin colours has 30. */
const longestCharacter = 64

/**
 * A text as pieces of at most `length` UTF-16 units: cut after a paragraph, a line, a sentence or a word where one ends
 * late enough, and otherwise between two characters as people see them. Nothing but blanks at the cuts is left out. The
 * same text always gives the same pieces: a message that was cut short goes on with the piece that is due.
 */
export function piecesOf(text: string, length: number): string[] {
  const pieces: string[] = []
  let rest = text.trim()
  while (rest.length > length) {
    const at = cutOf(rest, length)
    pieces.push(rest.slice(0, at).trimEnd())
    rest = rest.slice(at).trimStart()
  }
  return rest === '' ? pieces : [...pieces, rest]
}

function cutOf(text: string, length: number): number {
  const head = text.slice(0, length + 1)
  const earliest = Math.floor(length * (1 - lookBack))
  for (const end of [/\n\s*\n/gu, /\n/gu, /[.!?…]\s/gu, /\s/gu]) {
    const last = [...head.matchAll(end)].map(({ index, 0: found }) => index + found.trimEnd().length).at(-1)
    if (last !== undefined && last >= earliest && last <= length) return last
  }
  let at = 0
  for (const { index, segment } of new Intl.Segmenter().segment(text.slice(0, length + longestCharacter))) {
    if (index + segment.length > length) break
    at = index + segment.length
  }
  // One character of thousands of marks is cut all the same.
  return at > 0 ? at : length
}

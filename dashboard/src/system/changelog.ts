/** A line in its pieces: what stands between backticks is code. */
export const piecesOf = (line: string): { text: string; isCode: boolean }[] =>
  line
    .split('`')
    .map((text, place) => ({ text, isCode: place % 2 === 1 }))
    .filter(({ text }) => text !== '')

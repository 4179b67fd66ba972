/** Characters a line of the narrowest paper (58 mm); wider paper has some white beside it. */
const columns = 32
/** A line across the paper. */
export const ruleText = '-'.repeat(columns)

/** A QR code longer than this needs more paper than a slip is worth; anything but plain ASCII is no web address. */
export const fitsQr = (text: string): boolean => /^[\x21-\x7e]{1,200}$/u.test(text)

/** A text in lines of at most `width` characters, broken between words where that is possible. */
export function slipLines(text: string, width = columns): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ').flatMap((one) => pieces(one, width))) {
    const longer = line === '' ? word : `${line} ${word}`
    if (length(longer) <= width) line = longer
    else {
      lines.push(line)
      line = word
    }
  }
  return line === '' ? lines : [...lines, line]
}

const length = (text: string): number => Array.from(text).length

/** A word that is longer than a line, cut into lines. */
function pieces(word: string, width: number): string[] {
  const letters = Array.from(word)
  const count = Math.ceil(letters.length / width)
  return Array.from({ length: count }, (_, nth) => letters.slice(nth * width, (nth + 1) * width).join(''))
}

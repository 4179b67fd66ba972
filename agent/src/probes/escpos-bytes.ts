/** What the bytes from an ESC/POS printer are (`printers.md`, section 2): ASB may come unasked between the replies. */
export type Word =
  | { word: 'reply'; byte: number }
  | { word: 'asb'; bytes: [number, number, number, number] }
  /** XON, XOFF and block data: no status. */
  | { word: 'other' }
  /** Not ESC/POS, or a printer that echoes lines. */
  | { word: 'foreign' }

export interface Sorted {
  words: Word[]
  /** The beginning of a word whose end has not come yet. */
  rest: Buffer
}

/** Block data (GS I, extended ASB) begins with one of these and ends with NUL. */
const blockHeads = new Set([0x35, 0x37, 0x3b, 0x3d, 0x5f])
/** A block longer than this is not one. */
const longestBlock = 128

/** Sorts what has come so far; hand in the rest again in front of what comes next. */
export function sortBytes(bytes: Buffer): Sorted {
  const words: Word[] = []
  let at = 0
  while (at < bytes.length) {
    const taken = takeWord(bytes.subarray(at))
    if (taken === null) break
    words.push(taken.word)
    at += taken.length
  }
  return { words, rest: bytes.subarray(at) }
}

/** The first word, or `null` while its end is missing. */
function takeWord(bytes: Buffer): { word: Word; length: number } | null {
  const [b = 0] = bytes
  if ((b & 0x93) === 0x12) return { word: { word: 'reply', byte: b }, length: 1 }
  if ((b & 0x93) === 0x10) return takeAsb(bytes)
  if (b === 0x11 || b === 0x13) return { word: { word: 'other' }, length: 1 }
  if (blockHeads.has(b)) return takeBlock(bytes)
  return { word: { word: 'foreign' }, length: 1 }
}

function takeAsb(bytes: Buffer): { word: Word; length: number } | null {
  const [first = 0, second, third, fourth] = bytes
  const isPart = (byte: number | undefined) => byte === undefined || (byte & 0x90) === 0
  if (!isPart(second) || !isPart(third) || !isPart(fourth)) return { word: { word: 'foreign' }, length: 1 }
  if (second === undefined || third === undefined || fourth === undefined) return null
  return { word: { word: 'asb', bytes: [first, second, third, fourth] }, length: 4 }
}

function takeBlock(bytes: Buffer): { word: Word; length: number } | null {
  const end = bytes.subarray(0, longestBlock).indexOf(0)
  if (end >= 0) return { word: { word: 'other' }, length: end + 1 }
  return bytes.length < longestBlock ? null : { word: { word: 'foreign' }, length: 1 }
}

import { randomInt } from 'node:crypto'

/** Without 0 and O, 1, I and L: it is read from a screen, a mail or a sticker and typed elsewhere. */
const alphabet = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789'

/** A new code that people type; five bits for each of its characters. */
export const newTypedCode = (length: number): string =>
  Array.from({ length }, () => alphabet.charAt(randomInt(alphabet.length))).join('')

/** A code in groups of five, as it is shown. */
export const inFives = (code: string): string => code.match(/.{1,5}/gu)?.join('-') ?? ''

/** A code as it was made, however it was typed: capitals, blanks and hyphens are everybody's own. */
export const plainCode = (typed: string): string => typed.toUpperCase().replace(/[^A-Z0-9]/gu, '')

import type { StarFact } from '@sereno/shared/reading.ts'

/**
 * What Star's port for status wants to hear (IFBD-HE07 manual, `printers.md` section 1): it answers with one automatic
 * status block and closes. Nothing of it is printed.
 */
export const starRequest: Uint8Array = Uint8Array.of(0x32, ...Array<number>(50).fill(0))

/** Up to the sensors, the sixth byte, every block has all that is read here. */
const shortest = 7

/** A whole block · more has to come · what came is no status block. */
export type StarBlock = { block: Buffer } | 'incomplete' | 'foreign'

/**
 * Takes the status block at the beginning of what came so far. Its two headers carry its whole length:
 * `((b0>>2 & 0x18) | (b0>>1 & 0x07)) + (b1>>6 & 0x02)`. Some bits are fixed in every byte, by which it is told from text.
 */
export function takeBlock(bytes: Buffer): StarBlock {
  const [first, second] = bytes
  if (first === undefined) return 'incomplete'
  if ((first & 0x91) !== 0x01) return 'foreign'
  if (second === undefined) return 'incomplete'
  const length = ((first >> 2) & 0x18) + ((first >> 1) & 0x07) + ((second >> 6) & 0x02)
  const rest = bytes.subarray(2, length)
  const isFixed = (second & 0x11) === 0 && rest.every((byte) => (byte & 0x91) === 0)
  if (length < shortest || !isFixed) return 'foreign'
  return bytes.length < length ? 'incomplete' : { block: bytes.subarray(0, length) }
}

/** The bits of a status block, as line mode and StarPRNT have them (`printers.md`, section 6). */
export function starFact(block: Buffer): StarFact {
  const [, , status = 0, error = 0, otherError = 0, sensors = 0] = block
  const has = (byte: number, mask: number) => (byte & mask) !== 0
  return {
    fact: 'star',
    offline: has(status, 0x08),
    offlineBySwitch: has(status, 0x40),
    coverOpen: has(status, 0x20),
    paperEnd: has(sensors, 0x08),
    paperNearEnd: has(sensors, 0x04),
    cutterError: has(error, 0x08),
    // A mechanical error by its own bit; the head up, the presenter jammed, a black mark missed.
    mechanicalError: has(error, 0x04) || has(otherError, 0x0e),
    unrecoverableError: has(error, 0x20),
    overheated: has(error, 0x40),
    receiveOverflow: has(otherError, 0x40),
    drawerHigh: has(status, 0x04),
    raw: block.toString('hex'),
  }
}

import type { EscposFact } from '@sereno/shared/reading.ts'

/** DLE EOT's arguments: 1 printer, 2 why offline, 3 which error, 4 roll paper. */
export type Question = 1 | 2 | 3 | 4
export type Replies = Partial<Record<Question, number>>
type Asb = readonly [number, number, number, number]

/**
 * What to ask next (`printers.md`, section 3): the printer itself; online, whether paper is running low; offline, why, and
 * which error. Offline without a reason could be an error that only n=3 names.
 */
export function nextQuestion({ 1: printer, 2: reason, 3: error, 4: paper }: Replies): Question | null {
  if (printer === undefined) return 1
  const isOffline = has(printer, 0x08)
  if (!isOffline) return paper === undefined ? 4 : null
  if (reason === undefined) return 2
  const isExplained = has(reason, 0x24) && !has(reason, 0x40)
  return isExplained || error !== undefined ? null : 3
}

const has = (byte: number, mask: number): boolean => (byte & mask) !== 0
const bit = (byte: number | undefined, mask: number): boolean | null => (byte === undefined ? null : has(byte, mask))

/**
 * The bits of the replies; ASB that came by itself fills in what was not asked. Of a pair of bits one is enough: some
 * printers set only one.
 */
export function escposFact(replies: Replies, asb: Asb | null): EscposFact {
  const { 1: printer, 2: reason, 3: error, 4: paper } = replies
  const [first, second, third] = asb ?? []
  const bareReason = bit(reason, 0x20)
  const paperEnd = bit(paper, 0x60)
  return {
    fact: 'escpos',
    offline: bit(printer, 0x08) ?? bit(first, 0x08),
    coverOpen: bit(reason, 0x04) ?? bit(first, 0x20),
    paperEnd: bareReason === null && paperEnd === null ? bit(third, 0x0c) : bareReason === true || paperEnd === true,
    paperNearEnd: bit(paper, 0x0c) ?? bit(third, 0x03),
    feeding: bit(reason, 0x08) ?? bit(first, 0x40),
    cutterError: bit(error, 0x08) ?? bit(second, 0x08),
    unrecoverableError: bit(error, 0x20) ?? bit(second, 0x20),
    recoverableError: bit(error, 0x04) ?? bit(second, 0x04),
    autoRecoverableError: bit(error, 0x40) ?? bit(second, 0x40),
    drawerHigh: bit(printer, 0x04) ?? bit(first, 0x04),
    raw: replies,
  }
}

import type { SlipPart } from '@sereno/shared/slip.ts'
import { codePages, encodeText } from './code-pages.ts'
import { fitsQr, ruleText, slipLines } from './slip-lines.ts'

const [esc, fs, gs, lf] = [0x1b, 0x1c, 0x1d, 0x0a]
/** WPC1252 is table 16, PC866 table 17 (Epson's numbers, which others follow). */
const pages = codePages([esc, 0x74, 16], [esc, 0x74, 17])

/** ESC ! n: bold is 8, double height 16. */
const styles = { plain: 0, strong: 8, title: 8 + 16 }

/**
 * A slip in ESC/POS. It sets what it needs and puts that back, but never sends ESC @: that would also switch off the status
 * that some network cards live from (`printers.md`, section 1). No DLE stands before a byte that makes it a real-time
 * command.
 */
export function escposSlip(parts: readonly SlipPart[]): Buffer {
  // Two-byte characters off (printers for Asia begin with them), usual line spacing, centred.
  const bytes = [fs, 0x2e, esc, 0x32, esc, 0x61, 1]
  for (const part of parts) bytes.push(...partBytes(part))
  // Left again, plain, the first table; then four lines up, and cut.
  bytes.push(esc, 0x61, 0, esc, 0x21, 0, esc, 0x74, 0, esc, 0x64, 4, gs, 0x56, 66, 0)
  return Buffer.from(bytes)
}

function partBytes(part: SlipPart): number[] {
  if (part === 'rule') return [esc, 0x21, styles.plain, ...Buffer.from(ruleText), lf]
  if ('qr' in part) return fitsQr(part.qr) ? qrBytes(part.qr) : []
  return slipLines(part.text).flatMap((line) => [esc, 0x21, styles[part.as], ...encodeText(line, pages), lf])
}

/** GS ( k: model 2, six dots a module, error correction M; then what to hold, and print it. */
function qrBytes(text: string): number[] {
  const ask = (fn: number, ...data: number[]) => {
    const length = data.length + 2
    return [gs, 0x28, 0x6b, length & 255, length >> 8, 0x31, fn, ...data]
  }
  const held = [0x30, ...Buffer.from(text, 'latin1')]
  return [...ask(0x41, 0x32, 0), ...ask(0x43, 6), ...ask(0x45, 0x31), ...ask(0x50, ...held), ...ask(0x51, 0x30), lf]
}

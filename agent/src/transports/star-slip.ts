import type { SlipPart } from '@sereno/shared/slip.ts'
import { codePages, encodeText } from './code-pages.ts'
import { fitsQr, ruleText, slipLines } from './slip-lines.ts'

const [esc, gs, lf] = [0x1b, 0x1d, 0x0a]
/** Star's own numbers: 32 is code page 1252, 10 is 866. */
const pages = codePages([esc, gs, 0x74, 32], [esc, gs, 0x74, 10])

const bold = [esc, 0x45]
const notBold = [esc, 0x46]
/** ESC i h w: how many times higher and wider. */
const high = [esc, 0x69, 1, 0]
const notHigh = [esc, 0x69, 0, 0]
const styles = { plain: [...notBold, ...notHigh], strong: [...bold, ...notHigh], title: [...bold, ...high] }

/** A slip in Star's line mode. It sets what it needs and puts that back, without a reset. */
export function starSlip(parts: readonly SlipPart[]): Buffer {
  const bytes = [esc, gs, 0x61, 1]
  for (const part of parts) bytes.push(...partBytes(part))
  // Left again, plain, the first table; then feed to the cutter, and cut.
  bytes.push(esc, gs, 0x61, 0, ...styles.plain, esc, gs, 0x74, 0, esc, 0x64, 3)
  return Buffer.from(bytes)
}

function partBytes(part: SlipPart): number[] {
  if (part === 'rule') return [...styles.plain, ...Buffer.from(ruleText), lf]
  if ('qr' in part) return fitsQr(part.qr) ? qrBytes(part.qr) : []
  return slipLines(part.text).flatMap((line) => [...styles[part.as], ...encodeText(line, pages), lf])
}

/** ESC GS y: model 2, error correction M, six dots a module; then what to hold, and print it. */
function qrBytes(text: string): number[] {
  const ask = [esc, gs, 0x79]
  const data = Buffer.from(text, 'latin1')
  const set = [...ask, 0x53, 0x30, 2, ...ask, 0x53, 0x31, 1, ...ask, 0x53, 0x32, 6]
  return [...set, ...ask, 0x44, 0x31, 0, data.length & 255, data.length >> 8, ...data, ...ask, 0x50, lf]
}

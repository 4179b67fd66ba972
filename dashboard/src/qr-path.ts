import { encode } from 'uqr'

/** The quiet zone that readers need around the code, in modules (ISO/IEC 18004). */
const quiet = 4

export interface QrPath {
  /** Modules along a side, with the quiet zone. */
  side: number
  /** The dark modules as one SVG path. */
  path: string
}

/** A QR code as one path, a run of dark modules a stroke; `null` where the text is too long for one. */
export function qrPath(text: string): QrPath | null {
  try {
    const { size, data } = encode(text, { ecc: 'M', border: quiet })
    const runs = data.flatMap((row, y) => {
      const dark = row.map((on) => (on ? '1' : '0')).join('')
      return [...dark.matchAll(/1+/gu)].map(({ index, 0: run }) => `M${index} ${y}h${run.length}v1h-${run.length}z`)
    })
    return { side: size, path: runs.join('') }
  } catch {
    return null
  }
}

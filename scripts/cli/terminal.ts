import { styleText } from 'node:util'

type Style = 'red' | 'green' | 'yellow' | 'cyan' | 'bold' | 'dim'

/** Where a command speaks: what it found on stdout, everything else on stderr. */
export interface Terminal {
  data(text: string): void
  /** A remark for a person; not with `--quiet`. */
  remark(text: string): void
  /** A fault; also with `--quiet`. */
  fault(text: string): void
  /** How far it is, on one line that replaces itself; only on a terminal, and not with `--quiet`. */
  progress(done: number, total: number, what: string): void
  paint(style: Style, text: string): string
}

interface Way {
  quiet: boolean
  color: boolean
}

/** No colours where nobody sees them, nor where someone asked for none (no-color.org, `TERM=dumb`). */
export const wantsColor = (environment: Record<string, string | undefined>, isTerminal: boolean): boolean =>
  isTerminal && !environment.NO_COLOR && environment.TERM !== 'dumb'

export function makeTerminal({ quiet, color }: Way, out = process.stdout, err = process.stderr): Terminal {
  let drawn = false
  const startedAt = performance.now()
  const clear = () => {
    if (drawn) err.write('\r\u001B[K')
    drawn = false
  }
  return {
    data(text) {
      clear()
      out.write(`${text}\n`)
    },
    remark(text) {
      clear()
      if (!quiet) err.write(`${text}\n`)
    },
    fault(text) {
      clear()
      err.write(`${text}\n`)
    },
    progress(done, total, what) {
      if (quiet || !err.isTTY || !color) return
      clear()
      if (done >= total) return
      const leftSeconds =
        done === 0 ? null : Math.ceil(((performance.now() - startedAt) / done / 1000) * (total - done))
      const bar = '█'.repeat(Math.round((20 * done) / total)).padEnd(20, '·')
      err.write(`${bar} ${done}/${total} ${what}${leftSeconds === null ? '' : ` (${leftSeconds} s)`}`)
      drawn = true
    },
    paint: (style, text) => (color ? styleText(style, text, { validateStream: false }) : text),
  }
}

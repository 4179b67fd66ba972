import type { Log } from '../../src/log.ts'

export interface KeptLog extends Log {
  lines: { level: string; facts: object; message: string }[]
}

/** A log that says nothing and remembers all. */
export function keptLog(): KeptLog {
  const lines: KeptLog['lines'] = []
  const keep = (level: string) => (facts: object, message: string) => {
    lines.push({ level, facts, message })
  }
  return { lines, debug: keep('debug'), info: keep('info'), warn: keep('warn'), error: keep('error') }
}

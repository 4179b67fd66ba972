import { readFileSync } from 'node:fs'

/** What a process has used so far. */
export interface ProcessFigures {
  /** Of itself and of the children that it has reaped, seconds. */
  cpuSeconds: number
  rssBytes: number
  /** Its share of what it holds in memory, bytes; `null` where the kernel does not say. */
  pssBytes: number | null
  /** Bytes that it caused to be written to the disk. */
  writtenBytes: number
}

/** Linux counts in hundredths of a second (`getconf CLK_TCK`). */
const ticksPerSecond = 100

/** User and system time with those of reaped children, from `/proc/PID/stat`; a program's name may hold blanks and brackets. */
export function cpuSecondsOf(stat: string): number {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return [11, 12, 13, 14].reduce((sum, index) => sum + Number(fields[index] ?? 0), 0) / ticksPerSecond
}

/** One line of `/proc/PID/status`, `io` or `smaps_rollup`: its number, `null` where the line is missing. */
export function numberOf(text: string, name: string): number | null {
  const found = new RegExp(`^${name}:\\s+(\\d+)`, 'mu').exec(text)?.[1]
  return found === undefined ? null : Number(found)
}

export function processFigures(pid: number): ProcessFigures {
  const read = (name: string) => readFileSync(`/proc/${pid}/${name}`, 'utf8')
  const status = read('status')
  const pss = numberOf(read('smaps_rollup'), 'Pss')
  return {
    cpuSeconds: cpuSecondsOf(read('stat')),
    rssBytes: (numberOf(status, 'VmRSS') ?? 0) * 1024,
    pssBytes: pss === null ? null : pss * 1024,
    writtenBytes: numberOf(read('io'), 'write_bytes') ?? 0,
  }
}

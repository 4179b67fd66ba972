import { access } from 'node:fs/promises'
import { run } from './run.ts'

/** systemd-timesyncd leaves this when it first set the clock since the start of the machine. */
const timesyncdMark = '/run/systemd/timesync/synchronized'

/**
 * Whether a running time service says that the clock is right: `true` synchronised, `false` not yet, `null` where no time
 * service runs that could say so (the clock is then trusted).
 */
export async function clockSynchronised(): Promise<boolean | null> {
  const isMarked = await access(timesyncdMark).then(
    () => true,
    () => false,
  )
  if (isMarked) return true
  const systemd = readTimedatectl(await ask('timedatectl', ['show', '-p', 'NTP', '-p', 'NTPSynchronized']))
  return systemd ?? readChronyc(await ask('chronyc', ['-n', 'tracking']))
}

async function ask(program: string, args: readonly string[]): Promise<string> {
  const { exit, stdout } = await run(program, args, { timeoutMs: 2000 })
  return exit === 0 ? stdout : ''
}

/** `NTP`: a time service is switched on; `NTPSynchronized`: the kernel was told that its clock is right (adjtimex). */
export function readTimedatectl(text: string): boolean | null {
  if (/^NTPSynchronized=yes$/mu.test(text)) return true
  return /^NTP=yes$/mu.test(text) ? false : null
}

/** chrony's own word, for machines without systemd; no answer means that it doesn't run. */
export function readChronyc(text: string): boolean | null {
  const status = /^Leap status\s*:\s*(.+)$/mu.exec(text)?.[1]
  return status === undefined ? null : status.trim() !== 'Not synchronised'
}

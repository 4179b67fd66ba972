import { spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { snmp } from '../../agent/src/probes/snmp.ts'

export interface Served {
  port: number
  close(): Promise<void>
}

/** Indexing the recordings takes seconds, on a small board minutes. */
const longestStartMs = 300_000

/** Ports that nothing is known for; one that is taken ends the program at once, and another is tried. */
const ports = [20_000, 30_000] as const
const mostTries = 4

/**
 * Serves a folder of recordings with Debian's snmpsim on a port of loopback; a recording's community is its path without
 * the ending. `null` where the program is missing, or does not come up.
 */
export async function serveSnmp(folder: string, known: string): Promise<Served | null> {
  for (let tries = 0; tries < mostTries; tries += 1) {
    const served = await serveAt(randomInt(...ports), folder, known)
    if (served !== null) return served
  }
  return null
}

async function serveAt(port: number, folder: string, known: string): Promise<Served | null> {
  const cache = mkdtempSync(join(tmpdir(), 'sereno-recordings-'))
  chmodSync(cache, 0o777)
  const child = spawn(
    'snmpsimd',
    [
      `--data-dir=${folder}`,
      `--agent-udpv4-endpoint=127.0.0.1:${port}`,
      ...(process.getuid?.() === 0 ? ['--process-user=nobody', '--process-group=nogroup'] : []),
      `--cache-dir=${cache}`,
      '--logging-method=null',
    ],
    { stdio: 'ignore' },
  )
  let isOver = false
  const over = new Promise<void>((resolve) => {
    for (const end of ['error', 'close'] as const) child.on(end, () => resolve())
  }).then(() => {
    isOver = true
  })
  const close = async () => {
    child.kill('SIGKILL')
    await over
    rmSync(cache, { recursive: true, force: true })
  }
  const until = performance.now() + longestStartMs
  while (!isOver && performance.now() < until) if (await answers(port, known)) return { port, close }
  await close()
  return null
}

async function answers(port: number, community: string): Promise<boolean> {
  const options = snmp.options.parse({ port, community })
  const target = { address: '127.0.0.1', timeoutMs: 500, options, isKnown: true }
  const [seen] = await snmp.look([target], new AbortController().signal)
  if (seen?.contact === 'answered') return true
  // Refused while nobody listens: no sooner than its time-out.
  await new Promise((resolve) => setTimeout(resolve, 300))
  return false
}

import { type ChildProcess, spawn } from 'node:child_process'
import { on, once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** A real agent on a data folder of its own, which looks only at devices that a test adds. */
export interface TestAgent {
  url: string
  code: string
  /** Its data folder. */
  data: string
  /** Stops the process as a power cut would, and keeps the data. */
  kill(): Promise<void>
  /** Stops the process in order, and keeps the data. */
  rest(): Promise<void>
  /** Starts again on the same data and port; with other settings, where there are some. */
  restart(other?: Record<string, string>): Promise<void>
  stop(): Promise<void>
}

const main = fileURLToPath(new URL('../../agent/dist/main.js', import.meta.url))
const code = 'SETUP-TEST'

async function start(
  data: string,
  port: number,
  more: Record<string, string>,
): Promise<{ child: ChildProcess; port: number }> {
  const child = spawn(process.execPath, [main], {
    env: {
      PATH: process.env.PATH ?? '',
      SERENO_DATA: data,
      SERENO_HOST: '127.0.0.1',
      SERENO_PORT: String(port),
      SERENO_SUBNETS: 'none',
      SERENO_SETUP_CODE: code,
      ...more,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  for await (const chunk of on(child.stdout, 'data', { close: ['end'] })) {
    said += String(chunk)
    const found = /http:\/\/localhost:(\d+)/u.exec(said)?.[1]
    if (found === undefined) continue
    child.stdout.resume()
    return { child, port: Number(found) }
  }
  throw new Error('The agent ended before it listened')
}

async function end(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exited = once(child, 'exit')
  child.kill(signal)
  await exited
}

/** @param more further settings, by their variables */
export async function startAgent(more: Record<string, string> = {}): Promise<TestAgent> {
  const data = await mkdtemp(join(tmpdir(), 'sereno-dashboard-'))
  let { child, port } = await start(data, 0, more)
  return {
    url: `http://127.0.0.1:${port}`,
    code,
    data,
    rest: () => end(child, 'SIGTERM'),
    kill: () => end(child, 'SIGKILL'),
    restart: async (other = more) => {
      ;({ child, port } = await start(data, port, other))
    },
    stop: async () => {
      await end(child, 'SIGTERM')
      await rm(data, { recursive: true, force: true })
    },
  }
}

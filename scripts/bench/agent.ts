import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { type Running, running } from '../../agent/test/venue/running.ts'
import { agentCommand } from '../agent-command.ts'
import { type Client, makeClient } from './client.ts'

const setupCode = 'BENCH-CODE-1'
const user = { username: 'marta', fullName: 'Marta Pons', email: 'marta@bench.example', password: 'Una2casa3gran' }

/** The agent at work, as `npm start` runs it. */
export interface BenchAgent {
  pid: number
  port: number
  client: Client
  /** From the start of the process to its first answer, ms. */
  firstAnswerMs: number
  /** Wall time of the start. */
  startedAt: number
  stop(): Promise<void>
}

/** Starts the agent on a data folder, made with `settings` where there is none yet, and signs in. */
export async function startAgent(
  folder: string,
  settings: object,
  { port = 7373 }: { port?: number } = {},
): Promise<BenchAgent> {
  const isNew = !existsSync(folder)
  if (isNew) {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    writeFileSync(join(folder, 'venue.json'), JSON.stringify(settings), { mode: 0o600 })
  }
  const startedAt = Date.now()
  const begin = performance.now()
  const program = running(process.execPath, [...agentCommand.arguments], {
    ...agentCommand.environment,
    SERENO_DATA: folder,
    SERENO_HOST: '127.0.0.1',
    SERENO_PORT: String(port),
    SERENO_SETUP_CODE: setupCode,
    SERENO_SUBNETS: 'none',
    SERENO_LOG_LEVEL: 'warn',
    SERENO_PUBLIC_URL: `http://127.0.0.1:${port}`,
  })
  const client = makeClient(`http://127.0.0.1:${port}`)
  try {
    const firstAnswerMs = await firstAnswer(program, client, begin)
    await signIn(client, isNew)
    return { pid: program.pid, port, client, firstAnswerMs, startedAt, stop: () => program.stop(15_000) }
  } catch (fault) {
    await program.stop(0)
    throw fault
  }
}

async function firstAnswer(program: Running, client: Client, begin: number): Promise<number> {
  for (;;) {
    if (await client.answers()) return performance.now() - begin
    if (!program.alive() || performance.now() - begin > 60_000)
      throw new Error(`The agent does not answer:\n${program.said.join('\n')}`)
    await pause(10)
  }
}

async function signIn(client: Client, isNew: boolean): Promise<void> {
  if (isNew) {
    const account = { company: 'Bench', timezone: 'Europe/Madrid', language: 'en' } as const
    await client.call('setup.complete', { body: { code: setupCode, ...account, user } })
  } else await client.call('session.create', { body: { login: user.username, password: user.password } })
}

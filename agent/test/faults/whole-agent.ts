import { join } from 'node:path'
import { expect } from 'vitest'
import { type Answered, type Asking, asker, cookieOf, firstSetUp } from '../fakes/served.ts'
import { type Running, running } from '../venue/running.ts'

const setupCode = 'FAULTS-TEST-CODE'
const main = join(import.meta.dirname, '../../src/main.ts')

/** The agent as it is installed, in a process of its own on loopback, with whoever set it up signed in. */
export interface WholeAgent {
  program: Running
  port: number
  cookie: string
  /** Asks as the person who set it up. */
  ask(method: string, path: string, json?: unknown): Promise<Answered>
  /** Everything else about a request is the caller's. */
  askAs(method: string, path: string, asking?: Asking): Promise<Answered>
  /** The same agent where it listens now: one that began anew on its disk may have another port. */
  again(): WholeAgent
  /** `kill -9`, of the agent itself also where it was started through another program. */
  kill(): Promise<void>
  stop(): Promise<void>
}

export interface StartOptions {
  /** The folder of its data; a second start there goes on with the first one's. */
  data: string
  /** Its cookie of an earlier run; without one it is set up. */
  cookie?: string
  environment?: Record<string, string>
  /** A program that runs it, such as `faketime` with its arguments. */
  through?: readonly string[]
  /** Left alone, as it starts. */
  isBare?: boolean
}

/** Looks at no network by itself: only at the devices of loopback that a test adds. */
export async function startAgent(options: StartOptions): Promise<WholeAgent> {
  const [file = '', ...args] = [...(options.through ?? []), process.execPath, main]
  const program = running(file, args, {
    SERENO_DATA: options.data,
    SERENO_HOST: '127.0.0.1',
    SERENO_PORT: '0',
    SERENO_SUBNETS: 'none',
    SERENO_SETUP_CODE: setupCode,
    SERENO_LOG_LEVEL: 'warn',
    NODE_ENV: 'production',
    ...options.environment,
  })
  await program.line(opened, 60_000)
  const cookie = options.cookie ?? (options.isBare ? '' : await setUp(asker(portOf(program))))
  return agentOf(program, cookie)
}

const opened = /Sereno .*: open http:\/\/localhost:(\d+)/u

/** The last that it said. */
const portOf = (program: Running): number =>
  Number(opened.exec(program.said.findLast((line) => opened.test(line)) ?? '')?.[1])

function agentOf(program: Running, cookie: string): WholeAgent {
  const port = portOf(program)
  const askAs = asker(port)
  return {
    program,
    port,
    cookie,
    ask: (method, path, json) => askAs(method, path, { headers: { cookie }, ...(json === undefined ? {} : { json }) }),
    askAs,
    again: () => agentOf(program, cookie),
    async kill() {
      process.kill(program.pid, 'SIGKILL')
      await program.stop()
    },
    stop: () => program.stop(20_000),
  }
}

async function setUp(ask: WholeAgent['askAs']): Promise<string> {
  const answer = await ask('POST', '/api/v1/setup', { json: firstSetUp(setupCode) })
  expect(answer.status, answer.text).toBe(201)
  return cookieOf(answer)
}

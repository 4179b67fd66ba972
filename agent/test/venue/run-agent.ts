import { join } from 'node:path'
import { type Client, makeClient } from './client.ts'
import type { Machine } from './machines.ts'
import type { Running } from './running.ts'
import type { Venue } from './venue.ts'

const port = 7373
const setupCode = 'VENUE-TEST-CODE'
/** Who set the agent up; a test's mails go to this address. */
export const admin = {
  username: 'marta',
  fullName: 'Marta Pons',
  email: 'marta@distributor.example',
  password: 'Una2casa3gran',
}

/** The real agent at work in a venue. */
export interface RunningAgent {
  client: Client
  program: Running
  /** Ends it in order. */
  stop(): Promise<void>
}

/** Starts the agent as it is installed, in its own namespace with a fresh data folder, and sets it up over HTTP. */
export async function runAgent(venue: Venue, machine: Machine): Promise<RunningAgent> {
  const root = join(import.meta.dirname, '../../..')
  const program = machine.start(venue, process.execPath, [join(root, 'agent/dist/main.js')], {
    SERENO_DATA: join(venue.folder, 'data'),
    SERENO_PORT: String(port),
    SERENO_SETUP_CODE: setupCode,
    SERENO_PUBLIC_URL: `http://127.0.0.1:${port}`,
    SERENO_LOG_LEVEL: 'warn',
    NODE_ENV: 'production',
  })
  await program.line(/Sereno .*: open http/u, 30_000)
  const relay = venue.start('agent', process.execPath, [join(import.meta.dirname, 'relay.ts'), String(port)])
  await relay.line(/^ready$/u)
  const client = makeClient(relay, port)
  const account = { company: 'Bar Pepe', timezone: 'Europe/Madrid', language: 'en' } as const
  await client.call('setup.complete', { body: { code: setupCode, ...account, user: admin } })
  return { client, program, stop: () => program.stop(10_000) }
}

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { makeTerminal, wantsColor } from '../cli/terminal.ts'
import { terminalLanguage, wordsIn } from '../cli/words.ts'
import { claimNetwork } from './free-network.ts'
import { guestsWrite } from './guests.ts'
import { play } from './play.ts'
import { type PretendProcess, startPretend } from './pretend-process.ts'
import { makeAccess, setUpDemo } from './set-up.ts'
import { addressIn, type Place, places, ports, venue } from './venue.ts'

const mailboxPorts = z.object({ smtpPort: z.number().int(), httpPort: z.number().int() })
const setupCode = 'DEMO-VENUE-CODE'

/** A demonstration whose devices and mailbox are at work; the agent is still to be started with this environment. */
export interface Demo {
  environment: Record<string, string>
  /** Once the agent answers at `origin`: sets it up, says how to sign in, and lets things go wrong from then on. */
  play(origin: string): Promise<void>
  end(): void
}

/** Starts the pretend venue: every device, and the mailbox, as a process of its own on loopback. */
export async function openDemo(seed: number): Promise<Demo> {
  const language = terminalLanguage(process.env)
  const say = wordsIn(language)
  const terminal = makeTerminal({ quiet: false, color: wantsColor(process.env, process.stdout.isTTY === true) })
  if (process.platform !== 'linux') throw new Error(say('demo.needs_linux'))
  const claimed = await claimNetwork()
  if (claimed === null) throw new Error(say('demo.no_network'))
  const { network } = claimed
  const folder = mkdtempSync(join(tmpdir(), 'sereno-demo-'))
  const devices = new Map<Place, PretendProcess>()
  const ended = new AbortController()
  const end = () => {
    ended.abort()
    for (const one of devices.values()) one.end()
    mailbox?.end()
    claimed.release()
    rmSync(folder, { recursive: true, force: true })
  }
  let mailbox: PretendProcess | null = null
  try {
    mailbox = await startPretend('mailbox.ts', [], null)
    await Promise.all(
      places.map(async (place) => {
        const { program, host, args } = venue[place]
        devices.set(place, await startPretend(program, [addressIn(network, host), ...args], ports[program] ?? null))
      }),
    )
  } catch (fault) {
    end()
    throw fault
  }
  const { smtpPort, httpPort } = mailboxPorts.parse(JSON.parse(mailbox.said[0] ?? '{}'))

  return {
    environment: {
      SERENO_DATA: folder,
      SERENO_HOST: '127.0.0.1',
      SERENO_SUBNETS: 'none',
      SERENO_LOG_LEVEL: 'warn',
      SERENO_SETUP_CODE: setupCode,
      SERENO_SMTP_URL: `smtp://127.0.0.1:${smtpPort}`,
      SERENO_MAIL_FROM: 'sereno@demo.example',
      SERENO_DEMO_MAILBOX: `http://127.0.0.1:${httpPort}`,
    },
    async play(origin) {
      const access = makeAccess()
      const { client, integrationId, tokens } = await setUpDemo(origin, setupCode, access, { say, language, network })
      await guestsWrite(origin, { say, language })
      const port = Number(new URL(origin).port)
      for (const [place, token] of tokens) await devices.get(place)?.set({ agent: { port, token } })
      terminal.data(terminal.paint('bold', `\n${say('demo.ready', { url: origin, ...access })}\n`))
      const askForMail = () => client.post(`/integrations/${integrationId}/run`, {})
      play(seed, { devices, askForMail, signal: ended.signal, tell: terminal.data, say }).catch((fault: unknown) => {
        if (!ended.signal.aborted) terminal.fault(String(fault))
      })
    },
    end,
  }
}

import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import { type App, type ServerCertificate, type Serving, serve } from './server.ts'

/** A port that is taken may be free again, after another Sereno ended. */
const againMs = 60_000

export interface SecureDoor {
  /** Serves with this certificate from now on; the first opens the door. Resolves once that is so, or has failed. */
  serveWith(certificate: ServerCertificate): Promise<void>
  close(): Promise<void>
}

interface Parts {
  app: App
  at: { host: string; port: number }
  clock: Clock
  log: Log
  /** Hears where HTTPS answers, or why it does not. */
  onDoor(door: { port: number } | { port: null; isTaken: boolean }): void
}

/** HTTPS beside HTTP: that it cannot be had stops nothing else. */
export function makeSecureDoor({ app, at, clock, log, onDoor }: Parts): SecureDoor {
  let serving: Serving | null = null
  let isClosed = false
  let cancel = () => {}
  let turn: Promise<void> = Promise.resolve()

  async function open(certificate: ServerCertificate): Promise<void> {
    cancel()
    if (isClosed) return
    if (serving !== null) return serving.renew(certificate)
    try {
      serving = await serve(app, at, certificate)
      onDoor({ port: serving.port })
    } catch (fault) {
      const { code, message } = fault as NodeJS.ErrnoException
      log.warn({ fault: message }, 'HTTPS cannot be served; HTTP goes on')
      onDoor({ port: null, isTaken: code === 'EADDRINUSE' })
      cancel = clock.after(againMs, () => void serveWith(certificate))
    }
  }

  function serveWith(certificate: ServerCertificate): Promise<void> {
    turn = turn.then(() => open(certificate))
    return turn
  }

  return {
    serveWith,
    async close() {
      isClosed = true
      cancel()
      await turn
      await serving?.close()
    },
  }
}

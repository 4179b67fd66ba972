import { hostname } from 'node:os'
import type { Trust } from '@sereno/shared/trust.ts'
import { makeSecureDoor, type SecureDoor } from './api/secure-door.ts'
import type { App } from './api/server.ts'
import type { Clock } from './clock.ts'
import type { Config } from './config.ts'
import { Certificates } from './flow/certificates.ts'
import type { TrustDesk } from './flow/desks.ts'
import type { OwnTrouble } from './flow/own-trouble.ts'
import type { Log } from './log.ts'
import { ownAddresses } from './net/own.ts'
import type { Sealer } from './store/sealed.ts'
import type { Store } from './store/types.ts'
import { pemCertificate } from './trust/pair.ts'
import { reachOf } from './trust/reach.ts'

/** HTTPS on the local network: the box's own authority, and the door that its certificate is for. */
export interface Encryption {
  desk: TrustDesk
  /** Resolves once HTTPS answers, or is known not to for now. */
  start(app: App): Promise<void>
  stop(): Promise<void>
}

interface Parts {
  config: Config
  clock: Clock
  log: Log
  store: Store
  sealer: Sealer
  trouble: OwnTrouble
  clockTrusted(): Promise<boolean>
}

const off: Omit<Trust, 'page'> = { state: 'off', port: null, authority: null, certificate: null, uncovered: [] }

export function makeEncryption(parts: Parts): Encryption {
  const { config, clock, log } = parts
  const { host, tlsPort, publicUrl } = config
  if (tlsPort === null) {
    const desk = { view: () => off, give: async () => null, makeAnew: async () => false }
    return { desk, start: async () => {}, stop: async () => {} }
  }
  const certificates = new Certificates({ ...parts, reach: () => reachOf(hostname(), publicUrl, ownAddresses()) })
  let door: SecureDoor | null = null
  let opening = Promise.resolve()
  return {
    desk: certificates,
    async start(app) {
      const at = { host, port: tlsPort }
      const made = makeSecureDoor({ app, at, clock, log, onDoor: (state) => certificates.opened(state) })
      door = made
      await certificates.start(({ certificate, key }) => {
        opening = made.serveWith({ cert: pemCertificate(certificate), key })
      })
      await opening
    },
    async stop() {
      await certificates.stop()
      await door?.close()
    },
  }
}

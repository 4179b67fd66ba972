import { isIP } from 'node:net'
import { Fault } from '../services/fault.ts'
import type { Site } from '../services/passkeys/site.ts'

/**
 * The site of an origin that the door has let in, so that its host is one of our names.
 * @throws {Fault} `no_passkeys_here` for an address, and for plain HTTP except on the machine itself
 */
export function siteOf(origin: string): Site {
  const { protocol, hostname } = new URL(origin)
  const isName = isIP(hostname) === 0 && !hostname.startsWith('[')
  if (!isName || (protocol !== 'https:' && hostname !== 'localhost')) throw new Fault('no_passkeys_here')
  return { host: hostname, origin }
}

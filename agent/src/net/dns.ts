import { Resolver } from 'node:dns/promises'
import { type Attempt, codeOf, elapsed, failed } from './contact.ts'
import { limit } from './limit.ts'

export interface NameAnswer {
  attempt: Attempt
  addresses: string[]
  /** The server's answer code where it answered without an address. */
  failed: string | null
}

/** What a server answers instead of an address (RFC 1035, section 4.1.1), by the code of our resolver. */
const refusals: Record<string, string> = {
  ENOTFOUND: 'NXDOMAIN',
  ENODATA: 'NODATA',
  ESERVFAIL: 'SERVFAIL',
  EREFUSED: 'REFUSED',
  ENOTIMP: 'NOTIMP',
  EFORMERR: 'FORMERR',
}

const mostAddresses = 16

/** Asks one name server for the IPv4 addresses of a name, once, with nothing remembered. `server` is an IP address. */
export async function askName(
  name: string,
  server: { address: string; port: number },
  timeoutMs: number,
  signal: AbortSignal,
): Promise<NameAnswer> {
  const startedAt = performance.now()
  const resolver = new Resolver({ timeout: timeoutMs, tries: 1 })
  const wait = limit(timeoutMs, signal)
  void wait.ended.then(() => resolver.cancel())
  try {
    resolver.setServers([
      server.address.includes(':') ? `[${server.address}]:${server.port}` : `${server.address}:${server.port}`,
    ])
    const addresses = await resolver.resolve4(name)
    return { attempt: answered(startedAt), addresses: addresses.slice(0, mostAddresses), failed: null }
  } catch (fault) {
    const code = codeOf(fault)
    const refusal = refusals[code]
    if (refusal !== undefined) return { attempt: answered(startedAt), addresses: [], failed: refusal }
    return { attempt: failed(ours[code] ?? code), addresses: [], failed: null }
  } finally {
    wait.clear()
  }
}

const answered = (startedAt: number): Attempt => ({ contact: 'answered', latencyMs: elapsed(startedAt), code: null })

/** Our resolver's own words for what sockets say. */
const ours: Record<string, string> = { ETIMEOUT: 'ETIMEDOUT', ECANCELLED: 'ETIMEDOUT', EBADRESP: 'ETOOMUCH' }

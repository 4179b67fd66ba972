import type { LookupAddress } from 'node:dns'
import { lookup } from 'node:dns/promises'
import { connect, isIP, type Socket } from 'node:net'
import { ownFault, readFault, type SmtpFault } from './smtp-fault.ts'

type Found<T> = { ok: true; value: T } | { ok: false; fault: SmtpFault }

/** The addresses of a host name; an address is its own. */
export async function resolveHost(host: string, signal: AbortSignal): Promise<Found<LookupAddress[]>> {
  const family = isIP(host)
  if (family !== 0) return { ok: true, value: [{ address: host, family }] }
  const late = new Promise<'late'>((over) => signal.addEventListener('abort', () => over('late'), { once: true }))
  try {
    const found = await Promise.race([lookup(host, { all: true }), late])
    if (found === 'late') return { ok: false, fault: ownFault('resolved', 'timed_out', false) }
    return { ok: true, value: found }
  } catch (error) {
    return { ok: false, fault: ownFault('resolved', `unknown_host: ${(error as NodeJS.ErrnoException).code}`, false) }
  }
}

/** Opens a connection to the first of the addresses that answers (RFC 8305), until the signal ends it. */
export function openSocket(addresses: LookupAddress[], port: number, signal: AbortSignal): Promise<Found<Socket>> {
  return new Promise((done) => {
    const socket = connect({
      host: 'resolved',
      port,
      lookup: (_host, options, found) => {
        const first = addresses[0]
        if (options.all) found(null, addresses)
        else found(null, first?.address ?? '', first?.family ?? 4)
      },
      autoSelectFamily: true,
      autoSelectFamilyAttemptTimeout: 3000,
      signal,
    })
    socket.once('connect', () => {
      socket.removeAllListeners('error')
      done({ ok: true, value: socket })
    })
    socket.once('error', (error) => {
      const late = error.name === 'AbortError'
      done({ ok: false, fault: late ? ownFault('connected', 'timed_out', false) : readFault('connected', error) })
    })
  })
}

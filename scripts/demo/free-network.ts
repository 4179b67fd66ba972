import { createServer, type Server } from 'node:net'
import { addressIn, places, ports, venue } from './venue.ts'

/** Loopback networks that no other program is likely to use; each demonstration takes one. */
const networks = Array.from({ length: 10 }, (_, nth) => 77 + nth)
/** Whoever holds this address and port of a network has it, so that two that start at once do not take the same. */
const claim = { host: 254, port: 47_373 }

/** A network of loopback that is ours until we give it back. */
export interface ClaimedNetwork {
  network: number
  release(): void
}

/** Claims a network in which every pretend device finds its port free; `null`: all are taken. */
export async function claimNetwork(): Promise<ClaimedNetwork | null> {
  for (const network of networks) {
    const claimed = await hold(addressIn(network, claim.host), claim.port)
    if (claimed === null) continue
    const free = await Promise.all(
      places.map((place) => {
        const { program, host } = venue[place]
        const port = ports[program] ?? null
        return port === null || isFree(addressIn(network, host), port)
      }),
    )
    if (free.every(Boolean)) return { network, release: () => claimed.close() }
    claimed.close()
  }
  return null
}

async function isFree(host: string, port: number): Promise<boolean> {
  const server = await hold(host, port)
  if (server === null) return false
  await new Promise((closed) => server.close(closed))
  return true
}

/** Listens there; `null` where somebody else does. It alone keeps no program running. */
function hold(host: string, port: number): Promise<Server | null> {
  return new Promise((tell) => {
    const server = createServer((socket) => socket.destroy())
    server.once('error', () => tell(null))
    server.listen({ host, port }, () => tell(server.unref()))
  })
}

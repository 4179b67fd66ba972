import { createServer } from 'node:net'
import { addressIn, places, ports, venue } from './venue.ts'

/** Loopback networks that no other program is likely to use; each demonstration takes one. */
const networks = Array.from({ length: 10 }, (_, nth) => 77 + nth)

/** A network in which every pretend device finds its port free; `null`: another program holds one of them everywhere. */
export async function freeNetwork(): Promise<number | null> {
  for (const network of networks) {
    const free = await Promise.all(
      places.map((place) => {
        const { program, host } = venue[place]
        const port = ports[program] ?? null
        return port === null || isFree(addressIn(network, host), port)
      }),
    )
    if (free.every(Boolean)) return network
  }
  return null
}

function isFree(host: string, port: number): Promise<boolean> {
  return new Promise((tell) => {
    const server = createServer()
    server.once('error', () => tell(false))
    server.listen({ host, port }, () => server.close(() => tell(true)))
  })
}

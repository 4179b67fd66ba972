import { createSocket } from 'node:dgram'
import { isIP } from 'node:net'
import { codeOf, contactOf } from './contact.ts'

/** The discard service (RFC 863): nobody listens, and if somebody does, one byte means nothing. */
const discardPort = 9

/**
 * Sends one UDP byte to each of these IP addresses, so that the kernel has to ask for their MAC.
 * @returns those for which our own machine failed, so that silence says nothing of them
 */
export async function poke(addresses: readonly string[], signal?: AbortSignal): Promise<string[]> {
  if (signal?.aborted) return [...addresses]
  const unsent: string[] = []
  for (const family of [4, 6] as const) {
    const targets = addresses.filter((address) => isIP(address) === family)
    if (targets.length > 0) unsent.push(...(await pokeAll(family, targets)))
  }
  return unsent
}

async function pokeAll(family: 4 | 6, targets: readonly string[]): Promise<string[]> {
  const socket = createSocket(`udp${family}`)
  const failing = new Promise<string>((resolve) => socket.on('error', (fault) => resolve(codeOf(fault))))
  const sent = await Promise.all(
    targets.map(async (address) => {
      const sending = new Promise<string | null>((resolve) => {
        socket.send(Buffer.alloc(1), discardPort, address, (fault) => resolve(fault ? codeOf(fault) : null))
      })
      return { address, code: await Promise.race([sending, failing]) }
    }),
  )
  socket.close()
  return sent.flatMap(({ address, code }) => (code !== null && contactOf(code) === 'local_error' ? [address] : []))
}

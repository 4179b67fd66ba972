import { createSocket } from 'node:dgram'
import { isIPv4 } from 'node:net'
import makeMdns, { type MulticastDNS } from 'multicast-dns'
import { pause } from './limit.ts'
import { type Announcement, Announcements, type Question, serviceTypes } from './mdns-announcements.ts'
import { inSubnet, ownAddresses } from './own.ts'

const port = 5353
/** What one browse takes in at most; a venue says a tenth of it. */
const mostBytes = 1_000_000

/**
 * Asks the venue's network who announces the services that matter, and listens for `timeoutMs`: what each IPv4 address
 * announces. Asks once more halfway, also for the details that were left out. Never throws; without a network, or where
 * the port cannot be had, nobody announces anything.
 */
export async function browse(timeoutMs: number, signal: AbortSignal): Promise<Map<string, Announcement[]>> {
  const fours = ownAddresses().filter(({ address }) => isIPv4(address))
  const subnets = fours.map(({ subnet }) => subnet)
  const heard = new Announcements((address) => inSubnet(address, subnets))
  const ears = fours.map(({ address }) => listen(address, heard))
  if (ears.length === 0) return new Map()
  const first: Question[] = serviceTypes.map((type) => ({ name: `${type}.local`, type: 'PTR' }))
  for (const ear of ears) ear.ask(first)
  if (await pause(timeoutMs / 2, signal)) {
    for (const ear of ears) ear.ask([...first, ...heard.open()])
    await pause(timeoutMs / 2, signal)
  }
  for (const ear of ears) ear.close()
  return heard.byAddress()
}

interface Ear {
  ask(questions: Question[]): void
  close(): void
}

/** One socket for each of our networks: a question goes out on that of the membership. */
function listen(address: string, heard: Announcements): Ear {
  const socket = createSocket({ type: 'udp4', reuseAddr: true })
  let bytes = 0
  let isOpen = true
  const close = () => {
    if (isOpen) mdns.destroy()
    isOpen = false
  }
  socket.on('message', (message) => {
    bytes += message.length
    // Decoding is dear: somebody who shouts is not listened to.
    if (bytes > mostBytes) close()
  })
  // Bound to every address: one bound to its own would not hear what is sent to the group.
  const mdns: MulticastDNS = makeMdns({ socket, interface: address, bind: '0.0.0.0', port, loopback: false })
  // No multicast, or the port taken: then nobody is heard. What cannot be decoded is told as a warning.
  mdns.on('error', close)
  mdns.on('warning', () => {})
  mdns.on('response', (packet, sender) => heard.take(packet, sender.address))
  return {
    ask: (questions) => {
      if (isOpen) mdns.query(questions)
    },
    close,
  }
}

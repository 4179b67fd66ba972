import { randomBytes } from 'node:crypto'
import { createSocket, type Socket } from 'node:dgram'
import { codeOf } from './contact.ts'
import { type DhcpOffer, decodeOffer, encodeDiscover } from './dhcp-message.ts'
import { pause } from './limit.ts'
import { ownAddresses } from './own.ts'

/** RFC 2131 section 4.1. */
const serverPort = 67
const clientPort = 68
/** Servers ping an address before they offer it: dnsmasq takes three seconds for that (its PING_WAIT). */
const patienceMs = 5000
/** Asked once more in the middle: a single datagram may be lost. */
const asks = 2
const mostServers = 16
const mostReplies = 500

/** What asking for DHCP servers brought: one offer a server, or why nothing could be asked. */
export type DhcpAnswer =
  | { asked: true; offers: DhcpOffer[] }
  /** `right`: port 68 is not ours to open (CAP_NET_BIND_SERVICE). `busy`: someone holds it alone. */
  | { asked: false; why: 'right' | 'busy' | 'no_network' }

interface Where {
  clientPort?: number
  serverPort?: number
  to?: string
  mac?: string
  patienceMs?: number
  signal?: AbortSignal
}

/**
 * Every DHCP server of our own network that offers us an address; none is taken. All offers are waited for: a client that
 * takes the first one misses the second server. Sent from the port of clients, which it shares with one that may run.
 */
export async function askForDhcp(where: Where = {}): Promise<DhcpAnswer> {
  const mac = where.mac ?? ownAddresses().find((own) => own.address.includes('.'))?.mac
  if (mac === undefined) return { asked: false, why: 'no_network' }
  const socket = createSocket({ type: 'udp4', reuseAddr: true })
  try {
    const refused = await bound(socket, where.clientPort ?? clientPort)
    if (refused !== null) return { asked: false, why: refused }
    return await collect(socket, mac, where)
  } finally {
    socket.close()
  }
}

function bound(socket: Socket, port: number): Promise<'right' | 'busy' | null> {
  return new Promise((resolve) => {
    socket.once('error', (fault) => resolve(codeOf(fault) === 'EADDRINUSE' ? 'busy' : 'right'))
    socket.bind(port, () => {
      socket.setBroadcast(true)
      resolve(null)
    })
  })
}

async function collect(socket: Socket, mac: string, where: Where): Promise<DhcpAnswer> {
  const xid = randomBytes(4).readUInt32BE()
  const found = new Map<string, DhcpOffer>()
  let replies = 0
  socket.on('message', (message, { address }) => {
    replies += 1
    if (replies > mostReplies) return
    const offer = decodeOffer(message, xid, address)
    if (offer && (found.has(offer.server) || found.size < mostServers)) found.set(offer.server, offer)
  })
  // After the port is ours only sending can fail, which `sent` tells.
  socket.removeAllListeners('error').on('error', () => {})
  const message = encodeDiscover(xid, mac)
  for (let ask = 0; ask < asks; ask++) {
    const sent = await new Promise<boolean>((resolve) => {
      const [port, to] = [where.serverPort ?? serverPort, where.to ?? '255.255.255.255']
      socket.send(message, port, to, (fault) => resolve(!fault))
    })
    if (!sent) return { asked: false, why: 'no_network' }
    if (!(await pause((where.patienceMs ?? patienceMs) / asks, where.signal))) break
  }
  return { asked: true, offers: [...found.values()] }
}

import { isIPv4 } from 'node:net'

/** An offer of a DHCP server: who it is, and what it would have its clients use. */
export interface DhcpOffer {
  /** Server identifier (option 54), by which clients tell servers apart. */
  server: string
  router: string | null
  dns: string[]
}

/** `op`, `htype` Ethernet, `hlen` (RFC 2131 section 2, figure 1). */
const request = [1, 1, 6]
const replyOp = 2
/** Clients that cannot take unicast before they have an address set this (RFC 2131 section 2, figure 2). */
const broadcastFlag = 0x8000
/** Of the fixed part, offsets in bytes. */
const at = { xid: 4, flags: 10, offered: 16, mac: 28, cookie: 236, options: 240 }
/** Marks that options follow (RFC 2131 section 3). */
const cookie = 0x63825363
/** Shorter messages than BOOTP's are dropped on the way by some relays (RFC 1542 section 2.1). */
const shortest = 300
const longest = 1500

/** RFC 2132: sections 3.5, 3.8, 9.6, 9.7, 9.8, 9.14. */
const option = { pad: 0, router: 3, dns: 6, messageType: 53, server: 54, wanted: 55, client: 61, end: 255 }
const discover = 1
const offer = 2
const mostDns = 4

/**
 * A DHCPDISCOVER (RFC 2131 section 4.4.1) that asks for answers by broadcast. Its client identifier is always the same
 * (type 0, not a hardware address: RFC 2132 section 9.14), so that a server keeps at most one address aside for us.
 * @param mac of the card that asks, with colons
 */
export function encodeDiscover(xid: number, mac: string): Buffer {
  const message = Buffer.alloc(shortest)
  const hardware = Buffer.from(mac.replaceAll(':', ''), 'hex').subarray(0, 6)
  Buffer.from(request).copy(message, 0)
  message.writeUInt32BE(xid >>> 0, at.xid)
  message.writeUInt16BE(broadcastFlag, at.flags)
  hardware.copy(message, at.mac)
  message.writeUInt32BE(cookie, at.cookie)
  const client = Buffer.concat([Buffer.from([0]), Buffer.from('sereno-'), hardware])
  Buffer.from([
    ...[option.messageType, 1, discover],
    ...[option.client, client.length, ...client],
    ...[option.wanted, 3, 1, option.router, option.dns],
    option.end,
  ]).copy(message, at.options)
  return message
}

/** The offer in a datagram; `null` for anything else: a foreign transaction, a boot server without addresses, garbage. */
export function decodeOffer(message: Buffer, xid: number, from: string): DhcpOffer | null {
  if (message.length < at.options || message.length > longest) return null
  if (message[0] !== replyOp || message.readUInt32BE(at.xid) !== xid >>> 0) return null
  if (message.readUInt32BE(at.cookie) !== cookie || message.readUInt32BE(at.offered) === 0) return null
  const options = readOptions(message.subarray(at.options))
  if (options.get(option.messageType)?.[0] !== offer) return null
  const [server = from] = addresses(options.get(option.server))
  if (!isIPv4(server)) return null
  const [router = null] = addresses(options.get(option.router))
  return { server, router, dns: addresses(options.get(option.dns)).slice(0, mostDns) }
}

/** Options by their code, the first of each; what runs over the end of the message is left out. */
function readOptions(bytes: Buffer): Map<number, Buffer> {
  const options = new Map<number, Buffer>()
  for (let index = 0; index < bytes.length; ) {
    const code = bytes[index] ?? option.end
    if (code === option.end) break
    if (code === option.pad) {
      index += 1
      continue
    }
    const length = bytes[index + 1]
    if (length === undefined || index + 2 + length > bytes.length) break
    if (!options.has(code)) options.set(code, bytes.subarray(index + 2, index + 2 + length))
    index += 2 + length
  }
  return options
}

/** Addresses of hosts; the unspecified one, loopback, multicast and broadcast are none. */
function addresses(bytes: Buffer | undefined): string[] {
  const found: string[] = []
  for (let index = 0; bytes && index + 4 <= bytes.length; index += 4) {
    const first = bytes[index] ?? 0
    if (first !== 0 && first !== 127 && first < 224) found.push([...bytes.subarray(index, index + 4)].join('.'))
  }
  return found
}

import { createSocket, type Socket } from 'node:dgram'
import { isIPv4 } from 'node:net'
import { bitsOf, broadcastOf, isWithin } from './subnet.ts'

/** The port that Wake-on-LAN is sent to by custom (discard, RFC 863): a network card reads the bytes before any port counts. */
const usualPort = 9

/** Six bytes of ones, then the MAC sixteen times. */
export function magicPacket(mac: string): Buffer {
  const address = Buffer.from(mac.replaceAll(/[:-]/gu, ''), 'hex')
  return Buffer.concat([Buffer.alloc(6, 0xff), ...Array.from({ length: 16 }, () => address)])
}

/**
 * Where a packet for a device may go: to everyone in those of our own IPv4 subnets that we may look at (`allowed`; `null`:
 * in all of them), and only in the device's own where it has an address in one. On this machine itself to its own address.
 */
export function wakeTargets(
  own: readonly string[],
  allowed: readonly string[] | null,
  address: string | null,
): string[] {
  if (address?.startsWith('127.') && isIPv4(address)) return [address]
  const open = own.filter(
    (subnet) => (bitsOf(subnet) ?? 32) < 31 && (allowed === null || allowed.some((one) => isWithin(subnet, one))),
  )
  const near = address !== null && isIPv4(address) ? open.filter((subnet) => isWithin(`${address}/32`, subnet)) : open
  return [...new Set(near.flatMap((subnet) => broadcastOf(subnet) ?? []))]
}

/** Sends a magic packet to each of these addresses; whether any left this machine. */
export async function wake(mac: string, targets: readonly string[], port = usualPort): Promise<boolean> {
  const socket = createSocket('udp4')
  try {
    return await sendFrom(socket, mac, targets, port)
  } finally {
    socket.close()
  }
}

async function sendFrom(socket: Socket, mac: string, targets: readonly string[], port: number): Promise<boolean> {
  const failing = new Promise<false>((resolve) => socket.on('error', () => resolve(false)))
  const bound = new Promise<true>((resolve) => socket.bind(0, () => resolve(true)))
  if (!(await Promise.race([bound, failing]))) return false
  socket.setBroadcast(true)
  const packet = magicPacket(mac)
  const sent = await Promise.all(
    targets.map((target) => new Promise((done) => socket.send(packet, port, target, (fault) => done(fault === null)))),
  )
  return sent.includes(true)
}

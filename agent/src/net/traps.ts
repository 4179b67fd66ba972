import { createSocket, type Socket } from 'node:dgram'
import snmp, { type DatagramSocket, type Trap } from 'net-snmp'
import { codeOf } from './contact.ts'

export interface TrapEar {
  port: number
  close(): Promise<void>
}

interface TrapOptions {
  /** 162 is SNMP's. 0 takes any that is free. */
  port: number
  /** Only what comes from such an address is read at all. */
  isWanted(address: string): boolean
  /** A device says that its state changed, in SNMPv1, v2c or as an inform. */
  heard(address: string): void
}

/** A longer message than any trap is dropped, bytes. */
const longestTrap = 4096
/** Of all that comes in a second so many are read; a flood costs no more than that. */
const mostASecond = 50

const trapOid = '1.3.6.1.6.3.1.1.4.1.0'
/** The alert of a printer (RFC 3805, printerV2Alert), a maker's own, and a cold or warm start (RFC 3418). */
const changes = /^1\.3\.6\.1\.(?:2\.1\.43\.18\.2|4\.1|6\.3\.1\.1\.5\.[12]$)/u
/** Generic traps of SNMPv1 (RFC 1157): coldStart, warmStart and enterpriseSpecific. */
const startsOrSpecific = [0, 1, 6]

/**
 * Hears the traps that devices send of themselves. Refused credentials are no change: our own questions would cause them.
 * Whoever holds the port, or forbids it, is told by the code of the error. Nothing that comes in can throw.
 */
export function listenForTraps({ port, isWanted, heard }: TrapOptions): Promise<TrapEar | { code: string }> {
  const socket = createSocket('udp4')
  const started = Promise.withResolvers<TrapEar | { code: string }>()
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()))
  let take: (bytes: Buffer, from: { address: string; port: number }) => void = () => {}
  let second = 0
  let inSecond = 0

  function mayRead(): boolean {
    const now = Math.floor(performance.now() / 1000)
    if (now !== second) inSecond = 0
    second = now
    inSecond += 1
    return inSecond <= mostASecond
  }
  socket.on('message', (bytes, from) => {
    if (bytes.length > longestTrap || !isWanted(from.address) || !mayRead()) return
    try {
      take(bytes, from)
    } catch {
      // No SNMP, or not as it should be: nobody said anything.
    }
  })
  // Before it listens an error ends it; after that, one of a single datagram ends nothing.
  socket.on('error', (error) => {
    started.resolve({ code: codeOf(error) })
    if (!isListening) socket.close()
  })
  let isListening = false
  socket.once('listening', () => {
    isListening = true
    snmp.createReceiver(
      {
        port,
        transport: 'udp4',
        disableAuthorization: true,
        dgramModule: { createSocket: () => shim(socket, (listener) => (take = listener)) },
      },
      (fault, trap) => {
        if (fault === null && trap && tellsOfChange(trap)) heard(trap.rinfo.address)
      },
    )
    const close = () => {
      socket.close()
      return closed
    }
    started.resolve({ port: socket.address().port, close })
  })
  socket.bind(port)
  return started.promise
}

function tellsOfChange({ pdu }: Trap): boolean {
  if (typeof pdu.generic === 'number') return startsOrSpecific.includes(pdu.generic)
  const kind = pdu.varbinds?.find(({ oid }) => oid === trapOid)?.value
  return typeof kind === 'string' && changes.test(kind)
}

/** net-snmp is handed what was let through, and answers informs; the socket itself stays ours. */
function shim(
  socket: Socket,
  taking: (take: (bytes: Buffer, from: { address: string; port: number }) => void) => void,
) {
  return {
    on(event, listener) {
      if (event === 'message') taking(listener as (bytes: Buffer, from: { address: string; port: number }) => void)
    },
    send(bytes, offset, length, port, address, sent) {
      // It would write a failure to the terminal.
      socket.send(bytes, offset, length, port, address, () => sent(null))
    },
    bind: () => {},
    ref: () => {},
    unref: () => {},
    close: () => {},
  } satisfies DatagramSocket
}

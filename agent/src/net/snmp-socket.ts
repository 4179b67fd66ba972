import { createSocket, type Socket } from 'node:dgram'
import type { DatagramSocket } from 'net-snmp'
import { codeOf } from './contact.ts'

export interface SnmpSocket {
  /** What net-snmp is given instead of `node:dgram`. */
  datagrams: { createSocket(): DatagramSocket }
  /** Comes true with the code of an error of the socket, such as `ECONNREFUSED` for an ICMP port unreachable. */
  failed: Promise<string>
  /** Whether something came that is no SNMP; net-snmp tells of some of it, and throws over the rest. */
  heardGarbage(): boolean
  noteGarbage(): void
  close(): void
}

/** A longer message than any answer we ask for is dropped, bytes. */
const longestMessage = 16_384

/**
 * A UDP socket for one SNMP agent. It is connected, so the kernel lets nothing in that doesn't come from that address and
 * port: net-snmp itself takes a reply from anywhere. And what net-snmp throws over a mutated message ends here.
 */
export function snmpSocket(address: string, family: 4 | 6, port: number): Promise<SnmpSocket> {
  const socket = createSocket(`udp${family}`)
  const fault = Promise.withResolvers<string>()
  const ready = Promise.withResolvers<void>()
  let isClosed = false
  let garbage = false
  // A socket that could not be connected (no route, no descriptors left) is never sent on: `failed` says why.
  socket.on('error', (error) => {
    fault.resolve(codeOf(error))
    ready.resolve()
  })
  socket.on('connect', () => ready.resolve())

  const taking = (take: (bytes: Buffer) => void) => (bytes: Buffer) => {
    if (bytes.length > longestMessage) return
    try {
      take(bytes)
    } catch {
      noteGarbage()
    }
  }
  function noteGarbage() {
    garbage = true
  }
  function close() {
    if (isClosed) return
    isClosed = true
    socket.close()
  }
  socket.connect(port, address)
  return ready.promise.then(() => ({
    datagrams: { createSocket: () => shim(socket, taking, close) },
    failed: fault.promise,
    heardGarbage: () => garbage,
    noteGarbage,
    close,
  }))
}

function shim(
  socket: Socket,
  taking: (take: (bytes: Buffer) => void) => (bytes: Buffer) => void,
  close: () => void,
): DatagramSocket {
  return {
    on(event, listener) {
      // net-snmp throws its socket's errors away: `failed` tells them.
      if (event === 'message') socket.on('message', taking(listener as (bytes: Buffer) => void))
      if (event === 'close') socket.on('close', listener)
    },
    send(bytes, offset, length, _port, _address, sent) {
      try {
        socket.send(bytes, offset, length, (fault) => sent(fault ?? null))
      } catch (fault) {
        sent(fault instanceof Error ? fault : new Error('ESEND'))
      }
    },
    bind: () => {},
    ref: () => socket.ref(),
    unref: () => socket.unref(),
    close,
  }
}

import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { integer, objectId, octets, tlv } from './ber.ts'

const upTime = tlv(0x43, Buffer.of(100))
const varbind = (oid: string, value: Buffer): Buffer => tlv(0x30, Buffer.concat([objectId(oid), value]))
const message = (version: number, pdu: Buffer): Buffer =>
  tlv(0x30, Buffer.concat([integer(version), octets('public'), pdu]))

/** A trap of SNMPv1 (RFC 1157): by its enterprise, and what kind of it. */
export const trapOne = (enterprise: string, generic: number, specific = 0): Buffer =>
  message(
    0,
    tlv(
      0xa4,
      Buffer.concat([
        objectId(enterprise),
        tlv(0x40, Buffer.of(127, 0, 0, 1)),
        integer(generic),
        integer(specific),
        upTime,
        tlv(0x30, Buffer.alloc(0)),
      ]),
    ),
  )

/** A trap of SNMPv2c (RFC 3416), or the inform (0xa6) that wants an answer. */
export function trapTwo(oid: string, tag = 0xa7): Buffer {
  const varbinds = Buffer.concat([
    varbind('1.3.6.1.2.1.1.3.0', upTime),
    varbind('1.3.6.1.6.3.1.1.4.1.0', objectId(oid)),
  ])
  return message(1, tlv(tag, Buffer.concat([integer(77), integer(0), integer(0), tlv(0x30, varbinds)])))
}

/** The alert of a printer, printerV2Alert (RFC 3805). */
export const printerAlert = '1.3.6.1.2.1.43.18.2.0.1'

/** Sends datagrams from an address of loopback, one after the other. */
export async function sendFrom(address: string, port: number, datagrams: readonly Buffer[]): Promise<void> {
  const socket = createSocket('udp4').bind(0, address)
  await once(socket, 'listening')
  for (const bytes of datagrams) await new Promise<void>((sent) => socket.send(bytes, port, '127.0.0.1', () => sent()))
  socket.close()
  await once(socket, 'close')
}

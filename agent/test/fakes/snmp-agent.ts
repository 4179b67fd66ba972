import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { integer, objectId, octets, readAll, readInteger, readObjectId, type Tlv, tlv } from './ber.ts'

/** A number is an INTEGER, a Buffer or text an OCTET STRING; `{ oid }` an OBJECT IDENTIFIER. */
export type Managed = number | string | Buffer | { oid: string }

export interface SnmpFakeOptions {
  /** What the agent knows, by OID. */
  objects: Record<string, Managed>
  community?: string
  /** Other views of it, by the community that shows them. */
  contexts?: Record<string, Record<string, Managed>>
  /** What becomes of an answer on its way out, such as a mutation; `null`: nothing is sent. */
  spoil?(answer: Buffer, requests: number): Buffer | null
  /** Sends answers from another port than the one asked. */
  fromOtherPort?: boolean
  /** GETNEXT gives this OID for ever. */
  repeats?: string
  /** What is answered instead of an object that the agent doesn't know, SNMPv1 style, also to v2c. */
  errorStatus?: number
}

export interface SnmpFake {
  port: number
  /** The requests so far, each with its objects. */
  requests: { how: 'get' | 'next'; version: 1 | 2; oids: string[] }[]
  close(): Promise<void>
}

/** An SNMP agent on loopback that speaks SNMPv1 and v2c, rightly or wrongly. */
export async function snmpAgent(options: SnmpFakeOptions): Promise<SnmpFake> {
  const socket = createSocket('udp4')
  const other = createSocket('udp4')
  const requests: SnmpFake['requests'] = []
  const views = new Map(
    Object.entries({ [options.community ?? 'public']: options.objects, ...options.contexts }).map(
      ([name, objects]) => [name, { objects, known: inOrder(objects) }] as const,
    ),
  )

  socket.on('message', (bytes, from) => {
    const [version, community, pdu] = readAll(readAll(bytes)[0]?.content ?? Buffer.alloc(0))
    const view = views.get(community?.content.toString() ?? '')
    if (!version || !community || !pdu || !view) return
    const [id, , , list] = readAll(pdu.content)
    const oids = readAll(list?.content ?? Buffer.alloc(0)).map((varbind) =>
      readObjectId(readAll(varbind.content)[0]?.content ?? Buffer.alloc(0)),
    )
    const how = pdu.tag === 0xa1 ? 'next' : 'get'
    const spoken = readInteger(version.content) === 0 ? 1 : 2
    requests.push({ how, version: spoken, oids })
    const answer = answerTo({ how, spoken, oids, id, ...view, options })
    const message = tlv(0x30, Buffer.concat([tlv(2, version.content), octets(community.content), answer]))
    const spoilt = options.spoil ? options.spoil(message, requests.length) : message
    if (spoilt) (options.fromOtherPort ? other : socket).send(spoilt, from.port, from.address)
  })

  await Promise.all([socket, other].map((one) => listening(one)))
  return {
    port: socket.address().port,
    requests,
    async close() {
      for (const one of [socket, other]) {
        one.close()
        await once(one, 'close')
      }
    },
  }
}

async function listening(socket: Socket): Promise<void> {
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
}

interface Known {
  oid: string
  parts: number[]
}

interface Question {
  how: 'get' | 'next'
  spoken: 1 | 2
  oids: string[]
  id: Tlv | undefined
  objects: Record<string, Managed>
  known: Known[]
  options: SnmpFakeOptions
}

const noSuchName = 2
const endOfView = Buffer.from([0x82, 0])
const noSuchInstance = Buffer.from([0x81, 0])

function answerTo({ how, spoken, oids, id, objects, known, options }: Question): Buffer {
  const found = oids.map((oid) => {
    if (how === 'next' && options.repeats !== undefined) return options.repeats
    return how === 'get' ? (oid in objects ? oid : undefined) : following(known, oid)
  })
  const missing = found.indexOf(undefined)
  const isError = missing >= 0 && (spoken === 1 || options.errorStatus !== undefined)
  const varbinds = oids.map((asked, index) => {
    const oid = isError ? undefined : found[index]
    const absent = isError ? Buffer.from([5, 0]) : how === 'next' ? endOfView : noSuchInstance
    const value = oid === undefined ? absent : encoded(objects[oid])
    return tlv(0x30, Buffer.concat([objectId(oid ?? asked), value]))
  })
  const status = isError ? (options.errorStatus ?? noSuchName) : 0
  return tlv(
    0xa2,
    Buffer.concat([
      tlv(2, id?.content ?? Buffer.alloc(1)),
      integer(status),
      integer(isError ? missing + 1 : 0),
      tlv(0x30, Buffer.concat(varbinds)),
    ]),
  )
}

function encoded(value: Managed | undefined): Buffer {
  if (typeof value === 'number') return integer(value)
  if (typeof value === 'string' || Buffer.isBuffer(value)) return octets(value)
  return value === undefined ? integer(0) : objectId(value.oid)
}

const inOrder = (objects: Record<string, Managed>): Known[] =>
  Object.keys(objects)
    .map((oid) => ({ oid, parts: oid.split('.').map(Number) }))
    .toSorted((a, b) => byParts(a.parts, b.parts))

/** The first object after this one. */
function following(known: readonly Known[], oid: string): string | undefined {
  const parts = oid.split('.').map(Number)
  let [from, to] = [0, known.length]
  while (from < to) {
    const middle = (from + to) >> 1
    if (byParts(known[middle]?.parts ?? [], parts) > 0) to = middle
    else from = middle + 1
  }
  return known[from]?.oid
}

function byParts(left: readonly number[], right: readonly number[]): number {
  for (const [index, part] of left.entries()) {
    const other = right[index]
    if (other === undefined) return 1
    if (part !== other) return part - other
  }
  return left.length - right.length
}

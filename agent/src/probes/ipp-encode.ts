/** An attribute to send: its name, the tag of its values, and they as text, number, truth or bytes. */
export interface IppField {
  name: string
  tag: number
  values: readonly (string | number | boolean | Buffer)[]
}

interface Outgoing {
  version: readonly [major: number, minor: number]
  /** The operation of a request, the status of a response. */
  code: number
  requestId: number
  groups: readonly { tag: number; fields: readonly IppField[] }[]
}

/** The bytes of an IPP message (RFC 8010); no collections, which we never send. */
export function encodeIpp({ version, code, requestId, groups }: Outgoing): Buffer {
  const head = Buffer.alloc(8)
  head.writeUInt8(version[0], 0)
  head.writeUInt8(version[1], 1)
  head.writeUInt16BE(code, 2)
  head.writeInt32BE(requestId, 4)
  const parts = groups.flatMap(({ tag, fields }) => [Buffer.of(tag), ...fields.flatMap(encodeField)])
  return Buffer.concat([head, ...parts, Buffer.of(0x03)])
}

/** Only the first value carries the name. */
function encodeField({ name, tag, values }: IppField): Buffer[] {
  return values.flatMap((value, index) => [
    Buffer.of(tag),
    counted(Buffer.from(index === 0 ? name : '', 'latin1')),
    counted(bytesOf(value)),
  ])
}

function bytesOf(value: string | number | boolean | Buffer): Buffer {
  if (Buffer.isBuffer(value)) return value
  if (typeof value === 'string') return Buffer.from(value, 'utf8')
  if (typeof value === 'boolean') return Buffer.of(value ? 1 : 0)
  const bytes = Buffer.alloc(4)
  bytes.writeInt32BE(value)
  return bytes
}

function counted(bytes: Buffer): Buffer {
  const length = Buffer.alloc(2)
  length.writeUInt16BE(bytes.length)
  return Buffer.concat([length, bytes])
}

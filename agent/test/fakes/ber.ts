/** Just enough BER (X.690) to speak SNMP as an agent, and to speak it wrongly on purpose. */

export function tlv(tag: number, content: Buffer): Buffer {
  const { length } = content
  const head = length < 128 ? [tag, length] : [tag, 0x82, length >> 8, length & 255]
  return Buffer.concat([Buffer.from(head), content])
}

export function integer(value: number, tag = 2): Buffer {
  const bytes = Buffer.alloc(5)
  bytes.writeIntBE(value, 0, 5)
  let from = 0
  while (
    from < 4 &&
    (bytes[from] === 0 ? (bytes[from + 1] ?? 0) < 128 : bytes[from] === 255 && (bytes[from + 1] ?? 0) > 127)
  )
    from += 1
  return tlv(tag, bytes.subarray(from))
}

export const octets = (value: Buffer | string): Buffer => tlv(4, Buffer.from(value))

export function objectId(oid: string): Buffer {
  const [first = 0, second = 0, ...parts] = oid.split('.').map(Number)
  const bytes = [first * 40 + second, ...parts].flatMap((part) => {
    const groups = [part & 127]
    for (let rest = Math.floor(part / 128); rest > 0; rest = Math.floor(rest / 128)) groups.unshift((rest & 127) | 128)
    return groups
  })
  return tlv(6, Buffer.from(bytes))
}

export interface Tlv {
  tag: number
  content: Buffer
}

/** The values that stand one after the other. */
export function readAll(bytes: Buffer): Tlv[] {
  const found: Tlv[] = []
  let at = 0
  while (at + 1 < bytes.length) {
    const short = bytes[at + 1] ?? 0
    const size = short < 128 ? 0 : short & 127
    const length = size === 0 ? short : bytes.readUIntBE(at + 2, size)
    const from = at + 2 + size
    found.push({ tag: bytes[at] ?? 0, content: bytes.subarray(from, from + length) })
    at = from + length
  }
  return found
}

export const readInteger = (content: Buffer): number =>
  content.length === 0 ? 0 : content.readIntBE(0, content.length)

export function readObjectId(content: Buffer): string {
  const parts: number[] = []
  let part = 0
  for (const byte of content) {
    part = part * 128 + (byte & 127)
    if (byte < 128) {
      parts.push(part)
      part = 0
    }
  }
  const [head = 0, ...rest] = parts
  return [Math.min(2, Math.floor(head / 40)), head - 40 * Math.min(2, Math.floor(head / 40)), ...rest].join('.')
}

/** A member of a collection, or an attribute, with its values in order. */
export type IppAttributes = ReadonlyMap<string, readonly IppValue[]>

/**
 * A value: numbers, truths and texts as they are; `null` for the out-of-band values (unknown, no-value, unsupported);
 * collections; and the bytes of what has another shape, or the wrong length for its tag.
 */
export type IppValue = number | boolean | string | null | Buffer | IppAttributes

/** Groups of attributes (RFC 8010, 3.5.1). */
export const ippGroups = { operation: 0x01, job: 0x02, printer: 0x04, unsupported: 0x05 } as const

export interface IppMessage {
  version: readonly [major: number, minor: number]
  /** The operation of a request, the status of a response. */
  code: number
  requestId: number
  groups: { tag: number; attributes: IppAttributes }[]
}

/** Far more than any printer tells; each bounds what a hostile answer can cost. */
const most = { attributes: 2000, values: 10_000, depth: 8 }
const endOfAttributes = 0x03
const collection = { begins: 0x34, member: 0x4a, ends: 0x37 }

interface Token {
  tag: number
  name: string
  value: Buffer
}

/**
 * Reads an IPP message (RFC 8010). `null` where it is none, or does not come to its end: what is missing could be the
 * fault that was looked for. Where a name comes twice in a group, the first holds. Never throws.
 */
export function decodeIpp(bytes: Buffer): IppMessage | null {
  if (bytes.length < 9 || (bytes[0] !== 1 && bytes[0] !== 2)) return null
  const groups: { tag: number; attributes: Map<string, IppValue[]> }[] = []
  const reader = { bytes, at: 8, values: 0 }
  let attributes = 0
  let current: IppValue[] | null = null
  for (;;) {
    const tag = bytes[reader.at]
    if (tag === undefined) return null
    if (tag === endOfAttributes) break
    if (tag < 0x10) {
      reader.at += 1
      groups.push({ tag, attributes: new Map() })
      current = null
      attributes += 1
    } else {
      const token = takeToken(reader)
      const group = groups.at(-1)?.attributes
      if (token === null || group === undefined) return null
      if (token.name !== '') {
        current = []
        attributes += 1
        if (!group.has(token.name)) group.set(token.name, current)
      }
      const value = takeValue(reader, token, 0)
      if (value === undefined || current === null) return null
      current.push(value)
    }
    if (attributes > most.attributes) return null
  }
  const version = [bytes[0], bytes[1] ?? 0] as const
  return { version, code: bytes.readUInt16BE(2), requestId: bytes.readInt32BE(4), groups }
}

interface Reader {
  bytes: Buffer
  at: number
  values: number
}

/** A tag, a name and a value, each with its length; `null` where the end is missing, or there are too many. */
function takeToken(reader: Reader): Token | null {
  const { bytes } = reader
  reader.values += 1
  if (reader.values > most.values || reader.at + 5 > bytes.length) return null
  const tag = bytes[reader.at] ?? 0
  const nameLength = bytes.readUInt16BE(reader.at + 1)
  const nameEnd = reader.at + 3 + nameLength
  if (nameEnd + 2 > bytes.length) return null
  const name = bytes.toString('latin1', reader.at + 3, nameEnd)
  const valueEnd = nameEnd + 2 + bytes.readUInt16BE(nameEnd)
  if (valueEnd > bytes.length) return null
  reader.at = valueEnd
  return { tag, name, value: bytes.subarray(nameEnd + 2, valueEnd) }
}

/** `undefined` where a collection does not end, or lies too deep. */
function takeValue(reader: Reader, { tag, value }: Token, depth: number): IppValue | undefined {
  return tag === collection.begins ? takeCollection(reader, depth + 1) : plainValue(tag, value)
}

function takeCollection(reader: Reader, depth: number): IppAttributes | undefined {
  if (depth > most.depth) return undefined
  const members = new Map<string, IppValue[]>()
  let current: IppValue[] | null = null
  for (;;) {
    const token = takeToken(reader)
    // Below 0x10 a new group would begin in the midst of it.
    if (token === null || token.tag < 0x10) return undefined
    if (token.tag === collection.ends) return members
    if (token.tag === collection.member) {
      const name = token.value.toString('latin1')
      current = []
      if (!members.has(name)) members.set(name, current)
      continue
    }
    const value = takeValue(reader, token, depth)
    if (value === undefined || current === null) return undefined
    current.push(value)
  }
}

/** Values by their tag (RFC 8010, 3.5.2 and 3.9). */
function plainValue(tag: number, value: Buffer): IppValue {
  if (tag < 0x20) return null
  switch (tag) {
    case 0x21: // integer
    case 0x23: // enum
      return value.length === 4 ? value.readInt32BE(0) : value
    case 0x22: // boolean
      return value.length === 1 ? value[0] !== 0 : value
    case 0x35: // textWithLanguage
    case 0x36: // nameWithLanguage
      return withLanguage(value)
    case 0x41: // textWithoutLanguage
    case 0x42: // nameWithoutLanguage
    case 0x44: // keyword
    case 0x45: // uri
    case 0x46: // uriScheme
    case 0x47: // charset
    case 0x48: // naturalLanguage
    case 0x49: // mimeMediaType
      return textOf(value)
    // octetString, dateTime, resolution, rangeOfInteger, and what is not known.
    default:
      return value
  }
}

/** The language and the text, each with its length; the language is left out. */
function withLanguage(value: Buffer): IppValue {
  if (value.length < 4) return value
  const textAt = 4 + value.readUInt16BE(0)
  if (textAt > value.length) return value
  const end = textAt + value.readUInt16BE(textAt - 2)
  return end === value.length ? textOf(value.subarray(textAt)) : value
}

/** UTF-8 as everybody declares it, or Latin-1 where it is none. */
function textOf(value: Buffer): string {
  const text = value.toString('utf8')
  return text.includes('\uFFFD') ? value.toString('latin1') : text
}

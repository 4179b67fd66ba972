import { isIPv4 } from 'node:net'
import { cleanText } from '@sereno/shared/field.ts'
import type { ResponsePacket } from 'multicast-dns'

/** A question and a record of DNS, as `multicast-dns` has them. */
export type Question = NonNullable<ResponsePacket['questions']>[number]
type Resource = NonNullable<ResponsePacket['answers']>[number]

/** A service that a device announces (RFC 6763). Untrusted text, cleaned and cut. */
export interface Announcement {
  /** Such as `_ipp._tcp`. */
  type: string
  /** The instance, such as `Kitchen printer`. */
  name: string
  txt: Record<string, string>
}

/** Services by which printers, iPads and what stands in for sleeping devices tell themselves apart. */
export const serviceTypes = [
  '_ipp._tcp',
  '_ipps._tcp',
  '_printer._tcp',
  '_pdl-datastream._tcp',
  '_scanner._tcp',
  '_apple-mobdev2._tcp',
  '_companion-link._tcp',
  '_remotepairing._tcp',
  '_airplay._tcp',
  '_raop._tcp',
  '_rdlink._tcp',
  '_device-info._tcp',
  '_sleep-proxy._udp',
  '_workstation._tcp',
  '_http._tcp',
] as const

/** What is taken in at most; a venue says a tenth of it. */
const mostRecords = 4000
const mostServicesOfOne = 32
const mostTxt = 24
/** Questions for what an announcement left out, in one packet. */
const mostFurther = 60

/** A service instance as it is put together from its records. */
interface Instance {
  type: string
  name: string
  host: string | null
  txt: Record<string, string> | null
  /** Who told of it: where its host's address stays unknown, it is the sender's. */
  sender: string
}

/** Puts together who announces what from the answers that come, in any order. Bounded, whatever comes. */
export class Announcements {
  readonly #isNear: (address: string) => boolean
  /** By full name in lower case. */
  readonly #instances = new Map<string, Instance>()
  readonly #addresses = new Map<string, string>()
  #records = 0

  constructor(isNear: (address: string) => boolean) {
    this.#isNear = isNear
  }

  take(packet: Pick<ResponsePacket, 'answers' | 'additionals'>, sender: string): void {
    // RFC 6762, section 11: what comes from beyond the link is not listened to.
    if (!this.#isNear(sender)) return
    for (const record of [...(packet.answers ?? []), ...(packet.additionals ?? [])]) {
      this.#records += 1
      if (this.#records > mostRecords) return
      this.#note(record, sender)
    }
  }

  #note(record: Resource, sender: string): void {
    const name = record.name.toLowerCase()
    if (record.type === 'PTR' && typeof record.data === 'string') this.#instance(record.data, sender)
    else if (record.type === 'A' && isIPv4(record.data) && this.#isNear(record.data))
      this.#addresses.set(name, record.data)
    else if (record.type === 'SRV') {
      const instance = this.#instance(record.name, sender)
      if (instance && typeof record.data.target === 'string') instance.host = record.data.target.toLowerCase()
    } else if (record.type === 'TXT') {
      const instance = this.#instance(record.name, sender)
      if (instance) instance.txt = readTxt(record.data)
    }
  }

  /** The instance of this full name, such as `Kitchen._ipp._tcp.local`; `null` where it is of no service that matters. */
  #instance(fullName: string, sender: string): Instance | null {
    const key = fullName.toLowerCase()
    const known = this.#instances.get(key)
    if (known) return known
    const type = serviceTypes.find((one) => key.endsWith(`.${one}.local`))
    if (type === undefined) return null
    const name = cleanText(fullName.slice(0, -`.${type}.local`.length), 120)
    if (name === '') return null
    const made: Instance = { type, name, host: null, txt: null, sender }
    this.#instances.set(key, made)
    return made
  }

  /** Questions for what is still missing. */
  open(): Question[] {
    const questions: Question[] = []
    for (const [name, { host, txt }] of this.#instances) {
      if (host === null) questions.push({ name, type: 'SRV' })
      if (txt === null) questions.push({ name, type: 'TXT' })
      if (host !== null && !this.#addresses.has(host)) questions.push({ name: host, type: 'A' })
      if (questions.length >= mostFurther) break
    }
    // Names that the wire cannot carry again would spoil the whole question.
    return questions.filter(({ name }) => name.length < 200 && name.split('.').every((label) => fitsLabel(label)))
  }

  byAddress(): Map<string, Announcement[]> {
    const found = new Map<string, Announcement[]>()
    for (const { type, name, host, txt, sender } of this.#instances.values()) {
      const address = (host === null ? undefined : this.#addresses.get(host)) ?? sender
      const services = found.get(address) ?? []
      if (services.length < mostServicesOfOne) services.push({ type, name, txt: txt ?? {} })
      found.set(address, services)
    }
    return found
  }
}

const fitsLabel = (label: string): boolean => label !== '' && Buffer.byteLength(label) < 64

/** `key=value` strings (RFC 6763, section 6); a key without a value is there, with an empty one. */
function readTxt(data: unknown): Record<string, string> {
  const strings: unknown[] = Array.isArray(data) ? data : [data]
  const pairs = strings.slice(0, mostTxt).flatMap((one): [string, string][] => {
    const text = typeof one === 'string' || Buffer.isBuffer(one) ? one.toString() : ''
    const at = text.indexOf('=')
    const key = cleanText(at < 0 ? text : text.slice(0, at), 40)
    return key === '' ? [] : [[key, at < 0 ? '' : cleanText(text.slice(at + 1), 200)]]
  })
  // The first of a repeated key counts (RFC 6763, section 6.4).
  return Object.fromEntries(pairs.toReversed())
}

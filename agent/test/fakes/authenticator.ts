import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import type { MadePasskey, ShownPasskey } from '@sereno/shared/passkey.ts'

type Algorithm = MadePasskey['response']['publicKeyAlgorithm']

/** What a browser or a device would say otherwise than it should. */
export interface Odd {
  type?: string
  challenge?: string
  origin?: string
  crossOrigin?: boolean
  /** The host name of which the device signs the hash. */
  host?: string
  flags?: number
  counter?: number
  signature?: Buffer
  id?: string
  userHandle?: string
}

const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest()
const text = (bytes: Buffer) => bytes.toString('base64url')
/** Somebody was there and is the owner; the key is in it. */
const seen = 0x01 | 0x04
const holdsKey = 0x40

/** A device that makes a real key and really signs, as a browser at `origin` hands it on. */
export class Authenticator {
  readonly id = text(randomBytes(32))
  counter = 0
  readonly #algorithm: Algorithm
  readonly #keys: { publicKey: KeyObject; privateKey: KeyObject }
  #userHandle = text(Buffer.from('nobody'))

  constructor(algorithm: Algorithm = -7) {
    this.#algorithm = algorithm
    if (algorithm === -7) this.#keys = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    else if (algorithm === -8) this.#keys = generateKeyPairSync('ed25519')
    else this.#keys = generateKeyPairSync('rsa', { modulusLength: 2048 })
  }

  get publicKey(): string {
    return text(this.#keys.publicKey.export({ format: 'der', type: 'spki' }))
  }

  make(origin: string, options: { challenge: string; rp: { id: string }; user: { id: string } }, odd: Odd = {}) {
    this.#userHandle = options.user.id
    const data = this.#data(odd.host ?? options.rp.id, { flags: seen | holdsKey, ...odd })
    const made: MadePasskey = {
      id: odd.id ?? this.id,
      type: 'public-key',
      response: {
        clientDataJSON: client('webauthn.create', origin, options.challenge, odd),
        authenticatorData: text(Buffer.concat([data, this.#credential()])),
        publicKey: this.publicKey,
        publicKeyAlgorithm: this.#algorithm,
        transports: ['internal'],
      },
    }
    return made
  }

  show(origin: string, options: { challenge: string; rpId: string }, odd: Odd = {}): ShownPasskey {
    this.counter += 1
    const data = this.#data(odd.host ?? options.rpId, { counter: this.counter, ...odd })
    const clientDataJSON = client('webauthn.get', origin, options.challenge, odd)
    const signed = Buffer.concat([data, sha256(Buffer.from(clientDataJSON, 'base64url'))])
    const signature = odd.signature ?? sign(this.#algorithm === -8 ? null : 'sha256', signed, this.#keys.privateKey)
    return {
      id: odd.id ?? this.id,
      type: 'public-key',
      response: {
        clientDataJSON,
        authenticatorData: text(data),
        signature: text(signature),
        userHandle: odd.userHandle ?? this.#userHandle,
      },
    }
  }

  #data(host: string, { flags = seen, counter = 0 }: Odd): Buffer {
    const tail = Buffer.alloc(5)
    tail.writeUInt8(flags)
    tail.writeUInt32BE(counter, 1)
    return Buffer.concat([sha256(host), tail])
  }

  /** Its maker (unknown), its id and its key in COSE: of an ES256 key, which is how most write it. */
  #credential(): Buffer {
    const id = Buffer.from(this.id, 'base64url')
    const length = Buffer.alloc(2)
    length.writeUInt16BE(id.length)
    const { x = '', y = '' } = this.#keys.publicKey.export({ format: 'jwk' })
    const half = (name: string, value: string) =>
      Buffer.concat([Buffer.from(`${name}5820`, 'hex'), Buffer.from(value, 'base64url')])
    const key = Buffer.concat([Buffer.from('a50102032620' + '01', 'hex'), half('21', x), half('22', y)])
    return Buffer.concat([Buffer.alloc(16), length, id, key])
  }
}

function client(type: string, origin: string, challenge: string, odd: Odd): string {
  const told = { type, challenge, origin, crossOrigin: false, ...pick(odd) }
  return text(Buffer.from(JSON.stringify(told)))
}

const pick = ({ type, challenge, origin, crossOrigin }: Odd) =>
  Object.fromEntries(
    Object.entries({ type, challenge, origin, crossOrigin }).filter(([, value]) => value !== undefined),
  )

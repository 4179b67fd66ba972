import { createECDH, createPrivateKey, sign } from 'node:crypto'

/** What push services know us by, in base64url: a point of P-256 and its number. */
export interface VapidKeys {
  publicKey: string
  privateKey: string
}

/** Half of what RFC 8292 allows, so that a clock that is some hours off harms nothing. */
const validSeconds = 12 * 3600

export function makeVapidKeys(): VapidKeys {
  const own = createECDH('prime256v1')
  own.generateKeys()
  return {
    publicKey: own.getPublicKey('base64url'),
    // OpenSSL leaves leading zeros out.
    privateKey: wholeNumber(own.getPrivateKey()).toString('base64url'),
  }
}

const wholeNumber = (number: Buffer): Buffer => Buffer.concat([Buffer.alloc(32 - number.length), number])

interface Claims {
  endpoint: string
  /** Whom a push service can reach about us: `mailto:` or `https:`. */
  subject: string
  /** ms since 1970 */
  now: number
}

/** `Authorization` of a push, by RFC 8292. */
export function vapidHeader({ publicKey, privateKey }: VapidKeys, { endpoint, subject, now }: Claims): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const claims = { aud: new URL(endpoint).origin, exp: Math.floor(now / 1000) + validSeconds, sub: subject }
  const signed = `${part({ typ: 'JWT', alg: 'ES256' })}.${part(claims)}`
  const point = Buffer.from(publicKey, 'base64url')
  const jwk = {
    kty: 'EC',
    crv: 'P-256',
    x: point.toString('base64url', 1, 33),
    y: point.toString('base64url', 33),
    d: privateKey,
  }
  const key = createPrivateKey({ format: 'jwk', key: jwk })
  const signature = sign('sha256', Buffer.from(signed), { key, dsaEncoding: 'ieee-p1363' })
  return `vapid t=${signed}.${signature.toString('base64url')}, k=${publicKey}`
}

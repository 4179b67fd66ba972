import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

const stepMs = 30_000
/** As every authenticator app takes it (RFC 6238 with the defaults of RFC 4226). */
const digits = 6
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** A new shared secret of 160 bits, as people may type it (RFC 4648, base 32). */
export const newTotpSecret = (): string => toBase32(randomBytes(20))

/** Which step of 30 seconds a moment is in. */
export const stepOf = (now: number): number => Math.floor(now / stepMs)

/** The code of a step (RFC 4226, 5.3). */
export function totpAt(secret: string, step: number, length = digits): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const mac = createHmac('sha1', fromBase32(secret)).update(counter).digest()
  const offset = mac.readUInt8(mac.length - 1) & 0xf
  const number = (mac.readUInt32BE(offset) & 0x7fffffff) % 10 ** length
  return String(number).padStart(length, '0')
}

/** The step whose code was typed: this one, the one before or the next, for a clock that is a little off; `null` for a wrong code. */
export function matchingStep(secret: string, typed: string, now: number): number | null {
  const code = typed.replace(/\s/gu, '')
  if (!/^\d{6}$/u.test(code)) return null
  const step = stepOf(now)
  const same = (one: number) => timingSafeEqual(Buffer.from(totpAt(secret, one)), Buffer.from(code))
  // All three are looked at, so that the time tells nothing.
  return [step, step - 1, step + 1].filter(same)[0] ?? null
}

/** What an authenticator app reads from the QR code. */
export function totpUri(secret: string, issuer: string, username: string): string {
  // A colon would part the label elsewhere.
  const name = encodeURIComponent(Array.from(issuer.replaceAll(':', ' ')).slice(0, 40).join(''))
  return `otpauth://totp/${name}:${encodeURIComponent(username)}?secret=${secret}&issuer=${name}&algorithm=SHA1&digits=${digits}&period=${stepMs / 1000}`
}

export function toBase32(bytes: Buffer): string {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('')
  const groups = bits.match(/.{1,5}/gu) ?? []
  return groups.map((group) => alphabet[Number.parseInt(group.padEnd(5, '0'), 2)]).join('')
}

function fromBase32(text: string): Buffer {
  const bits = Array.from(text, (letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('')
  const bytes = bits.match(/.{8}/gu) ?? []
  return Buffer.from(bytes.map((byte) => Number.parseInt(byte, 2)))
}

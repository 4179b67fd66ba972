/** What a device says of a passkey; its signature stands for it (WebAuthn, 6.1). */
export interface AuthenticatorData {
  /** SHA-256 of the host name that the browser was at. */
  hostHash: Buffer
  /** Somebody was there. */
  present: boolean
  /** It was the owner, by PIN, finger or face. */
  verified: boolean
  /** It says of itself what cannot be: a copy of what must not be copied. */
  contradicts: boolean
  counter: number
  /** Of a new key alone, base64url. */
  credentialId: string | null
}

const flag = { present: 0x01, verified: 0x04, mayBeCopied: 0x08, isCopied: 0x10, holdsKey: 0x40 }
/** The hash, the flags and the counter; a key begins with 16 bytes of its maker and 2 of its id's length. */
const headBytes = 37
const idAt = headBytes + 18

/** `null` where it is too short for what it says it holds. */
export function readAuthenticatorData(bytes: Buffer): AuthenticatorData | null {
  if (bytes.length < headBytes) return null
  const flags = bytes.readUInt8(32)
  const has = (one: number) => (flags & one) !== 0
  const credentialId = has(flag.holdsKey) ? idIn(bytes) : null
  if (has(flag.holdsKey) && credentialId === null) return null
  return {
    hostHash: bytes.subarray(0, 32),
    present: has(flag.present),
    verified: has(flag.verified),
    contradicts: has(flag.isCopied) && !has(flag.mayBeCopied),
    counter: bytes.readUInt32BE(33),
    credentialId,
  }
}

function idIn(bytes: Buffer): string | null {
  if (bytes.length < idAt) return null
  const end = idAt + bytes.readUInt16BE(idAt - 2)
  return end > idAt && end <= bytes.length ? bytes.subarray(idAt, end).toString('base64url') : null
}

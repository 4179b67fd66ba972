import { createCipheriv, createECDH, hkdfSync, randomBytes } from 'node:crypto'

/** The keys of a browser that gets pushes, in base64url. */
export interface ReaderKeys {
  p256dh: string
  auth: string
}

/** What is drawn afresh for each message, in base64url. */
export interface Draw {
  privateKey: string
  salt: string
}

const curve = 'prime256v1'
/** One record holds a whole message: push services take no more than 4096 bytes. */
const recordBytes = 4096
/** Ends the last record; nothing is padded after it. */
const lastRecord = 2

const derive = (secret: Buffer, salt: Buffer, info: Buffer | string, bytes: number): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, salt, info, bytes))

/**
 * A message that only one browser can read: RFC 8291 over `aes128gcm` of RFC 8188.
 * @param draw of tests alone
 * @throws where `p256dh` is no point of the curve
 */
export function encryptPush(text: string, reader: ReaderKeys, draw?: Draw): Buffer {
  const own = createECDH(curve)
  if (draw === undefined) own.generateKeys()
  else own.setPrivateKey(Buffer.from(draw.privateKey, 'base64url'))
  const salt = draw === undefined ? randomBytes(16) : Buffer.from(draw.salt, 'base64url')
  const readerKey = Buffer.from(reader.p256dh, 'base64url')
  const ownKey = own.getPublicKey()
  const shared = own.computeSecret(readerKey)

  const about = Buffer.concat([Buffer.from('WebPush: info\0'), readerKey, ownKey])
  const input = derive(shared, Buffer.from(reader.auth, 'base64url'), about, 32)
  const key = derive(input, salt, 'Content-Encoding: aes128gcm\0', 16)
  const nonce = derive(input, salt, 'Content-Encoding: nonce\0', 12)

  const cipher = createCipheriv('aes-128-gcm', key, nonce)
  const plain = Buffer.concat([Buffer.from(text), Buffer.of(lastRecord)])
  const sealed = Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()])
  const size = Buffer.alloc(4)
  size.writeUInt32BE(recordBytes)
  return Buffer.concat([salt, size, Buffer.of(ownKey.length), ownKey, sealed])
}

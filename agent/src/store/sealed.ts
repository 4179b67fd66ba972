import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { closeSync, fsyncSync, linkSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { mustBePlain } from './plain-file.ts'

/** In the state folder, for its owner alone: what the secrets in the database are sealed with. A backup holds it too. */
export const keyName = 'secret.key' as const
/** 32 bytes in hexadecimal, and a line feed. */
const keyPattern = /^[0-9a-f]{64}\n?$/u
export const mostKeyBytes = 1024

const cipher = 'aes-256-gcm'
const version = 'v1.'
const ivBytes = 12
const tagBytes = 16

/** Why something sealed cannot be opened, or nothing be sealed: the key is gone or no key, or it was sealed otherwise. */
export class SealFault extends Error {
  readonly code: 'no_key' | 'damaged_key' | 'not_ours'

  constructor(code: SealFault['code'], message: string) {
    super(message)
    this.code = code
  }
}

/** Keeps secrets that must be readable again, such as those that we sign with, so that the database alone gives none away. */
export interface Sealer {
  /**
   * @param about what it is and whose, such as `webhook <id>`: it opens only under the same words, so that no row's secret
   * passes for another's
   * @throws {SealFault} `damaged_key` · the disk's fault, where a key is to be made and it takes no writes
   */
  seal(text: string, about: string): string
  /** @throws {SealFault} */
  open(sealed: string, about: string): string
}

/** The sealer of a state folder; its key is made when something is sealed for the first time. */
export function openSealer(folder: string): Sealer {
  const file = join(folder, keyName)
  let key: Buffer | null = null
  return {
    seal(text, about) {
      key ??= readKey(file) ?? makeKey(folder, file)
      const iv = randomBytes(ivBytes)
      const sealing = createCipheriv(cipher, key, iv).setAAD(Buffer.from(about))
      const hidden = Buffer.concat([sealing.update(text, 'utf8'), sealing.final()])
      return `${version}${Buffer.concat([iv, sealing.getAuthTag(), hidden]).toString('base64url')}`
    },
    open(sealed, about) {
      key ??= readKey(file)
      if (key === null) throw new SealFault('no_key', `${keyName} is missing`)
      return opened(key, sealed, about)
    },
  }
}

function opened(key: Buffer, sealed: string, about: string): string {
  const bytes = Buffer.from(sealed.slice(version.length), 'base64url')
  if (!sealed.startsWith(version) || bytes.length < ivBytes + tagBytes)
    throw new SealFault('not_ours', 'it is not sealed as we seal')
  const opening = createDecipheriv(cipher, key, bytes.subarray(0, ivBytes), { authTagLength: tagBytes })
    .setAAD(Buffer.from(about))
    .setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes))
  try {
    return Buffer.concat([opening.update(bytes.subarray(ivBytes + tagBytes)), opening.final()]).toString('utf8')
  } catch {
    throw new SealFault('not_ours', 'it was sealed with another key, for something else, or it was changed')
  }
}

function readKey(file: string): Buffer | null {
  mustBePlain(file)
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw fault
  }
  // Never written over: what it sealed may still be saved by whoever has the right one.
  if (!keyPattern.test(text)) throw new SealFault('damaged_key', `${keyName} holds no key`)
  return Buffer.from(text.trim(), 'hex')
}

/** Whole and on the disk before anything is sealed with it; of two that make one at once, both use the first. */
function makeKey(folder: string, file: string): Buffer {
  const temporary = `${file}.${randomBytes(6).toString('hex')}.tmp`
  try {
    const handle = openSync(temporary, 'wx', 0o600)
    try {
      writeSync(handle, `${randomBytes(32).toString('hex')}\n`)
      fsyncSync(handle)
    } finally {
      closeSync(handle)
    }
    try {
      linkSync(temporary, file)
    } catch (fault) {
      if ((fault as NodeJS.ErrnoException).code !== 'EEXIST') throw fault
    }
  } finally {
    rmSync(temporary, { force: true })
  }
  // Windows cannot open a folder; there the name is in the journal of the file system.
  if (process.platform !== 'win32') {
    const handle = openSync(folder, 'r')
    fsyncSync(handle)
    closeSync(handle)
  }
  const key = readKey(file)
  if (key === null) throw new SealFault('no_key', `${keyName} is gone again`)
  return key
}

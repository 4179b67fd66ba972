import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { Fault } from '../fault.ts'

/** OWASP's choice for argon2id: 19 MiB, two passes, one lane; about 0.1 s on a Raspberry Pi 4. */
const cost = { memory: 19_456, passes: 2, parallelism: 1 }
const tagLength = 32

/** One at a time: each takes 19 MiB, and sign-ins are rare. */
let queue: Promise<unknown> = Promise.resolve()
let waiting = 0
const maxWaiting = 40

/**
 * A password as it is kept: a PHC string of argon2id.
 * @throws {Fault} `unavailable` while too many are being hashed
 */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  const tag = await derive(password, salt, cost)
  const { memory, passes, parallelism } = cost
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${bare(salt)}$${bare(tag)}`
}

/** Whether a password is the one behind a PHC string. Takes as long for `null` (nobody of that name) as for a wrong password. */
export async function isPassword(password: string, phc: string | null): Promise<boolean> {
  const kept = phc === null ? null : read(phc)
  const { salt, tag, ...costs } = kept ?? { ...cost, salt: randomBytes(16), tag: randomBytes(tagLength) }
  const seen = await derive(password, salt, costs)
  return kept !== null && seen.length === tag.length && timingSafeEqual(seen, tag)
}

const bare = (bytes: Buffer) => bytes.toString('base64').replaceAll('=', '')

function read(phc: string): (typeof cost & { salt: Buffer; tag: Buffer }) | null {
  const match = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/u.exec(phc)
  const [, memory, passes, parallelism, salt, tag] = match ?? []
  if (salt === undefined || tag === undefined) return null
  return {
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
    salt: Buffer.from(salt, 'base64'),
    tag: Buffer.from(tag, 'base64'),
  }
}

function derive(password: string, nonce: Buffer, costs: typeof cost): Promise<Buffer> {
  if (waiting >= maxWaiting) throw new Fault('unavailable')
  waiting += 1
  // One form of each letter: a keyboard may send "é" as one character or as two (NFKC, RFC 8265).
  const message = password.normalize('NFKC')
  const turn = queue.then(
    () =>
      new Promise<Buffer>((resolve, reject) => {
        argon2('argon2id', { message, nonce, tagLength, ...costs }, (fault, tag) => {
          if (fault) reject(fault)
          else resolve(tag)
        })
      }),
  )
  const done = () => {
    waiting -= 1
  }
  queue = turn.then(done, done)
  return turn
}

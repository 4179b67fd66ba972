import type { Arrival } from './arrival.ts'
import { Refusal } from './problem.ts'

/** Whether the type of a body is one we take; `null` where the request names none. */
export function isJson(headers: Headers): boolean | null {
  const type = headers.get('content-type')
  return type === null ? null : /^application\/json *(;.*)?$/iu.test(type.trim())
}

/** Whether the body is said to be of exactly one of these types. */
export const isOfType = (headers: Headers, types: string | readonly string[]): boolean =>
  [types].flat().includes(headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? '')

/**
 * A JSON body of at most `limit` bytes; `undefined` for an empty one. Reading stops where it becomes too large.
 * @throws {Refusal} `too_large`, `malformed`
 */
export async function readJson(incoming: Arrival['incoming'], limit: number): Promise<unknown> {
  if (Number(incoming.headers['content-length'] ?? 0) > limit) throw new Refusal('too_large')
  const bytes = await readBytes(incoming, limit)
  if (bytes.length === 0) return undefined
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw new Refusal('malformed')
  }
}

/** Not by the body of a `Request`: to make that takes a quarter of what a short request costs. */
async function readBytes(incoming: Arrival['incoming'], limit: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  let size = 0
  try {
    // Not destroyed: that would end the connection before the client has its answer. `server.ts` ends it later.
    for await (const part of incoming.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      size += part.length
      if (size > limit) throw new Refusal('too_large')
      parts.push(part)
    }
  } catch (fault) {
    throw fault instanceof Refusal ? fault : new Refusal('malformed')
  }
  return Buffer.concat(parts, size)
}

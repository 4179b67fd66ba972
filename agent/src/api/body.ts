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
export async function readJson(request: Request, limit: number): Promise<unknown> {
  if (Number(request.headers.get('content-length') ?? 0) > limit) throw new Refusal('too_large')
  const bytes = await readBytes(request.body, limit)
  if (bytes.length === 0) return undefined
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw new Refusal('malformed')
  }
}

async function readBytes(body: ReadableStream<Uint8Array> | null, limit: number): Promise<Uint8Array> {
  if (body === null) return new Uint8Array()
  const reader = body.getReader()
  const parts: Uint8Array[] = []
  let size = 0
  try {
    for (;;) {
      const { done, value } = await reader.read().catch(() => {
        throw new Refusal('malformed')
      })
      if (done) return Buffer.concat(parts, size)
      size += value.length
      // Not cancelled: that would end the connection before the client has its answer. `server.ts` ends it later.
      if (size > limit) throw new Refusal('too_large')
      parts.push(value)
    }
  } finally {
    reader.releaseLock()
  }
}

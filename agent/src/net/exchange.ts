import { request as requestPlain } from 'node:http'
import { request as requestTls } from 'node:https'
import { codeOf } from './contact.ts'
import { limit } from './limit.ts'

/** What is asked of a server. */
export interface Asking {
  method: 'GET' | 'POST'
  url: string
  headers: Record<string, string>
  body?: Buffer
  /** A larger answer is no answer. */
  mostBytes: number
}

/** A whole answer, or why there is none. */
export type Exchanged =
  | { status: number; headers: Record<string, string>; body: Buffer; code: null }
  | { status: null; code: string }

/** An answer that was larger than it may be. */
export const tooMuch = 'ETOOMUCH'

/**
 * Asks once over a connection of its own, with certificates checked and no redirects followed, and takes the answer only
 * whole: what was cut short, or is larger than asked for, is none. Never throws.
 */
export async function exchange(asked: Asking, timeoutMs: number, signal: AbortSignal): Promise<Exchanged> {
  const wait = limit(timeoutMs, signal)
  const { promise, resolve } = Promise.withResolvers<Exchanged>()
  const fail = (code: string) => resolve({ status: null, code })
  const { method, url, headers, body, mostBytes } = asked
  const request = url.startsWith('https:') ? requestTls : requestPlain
  const asking = request(url, {
    agent: false,
    method,
    headers: { ...headers, ...(body && { 'content-length': String(body.length) }) },
    maxHeaderSize: 16_384,
    rejectUnauthorized: true,
  })
  asking.on('error', (fault) => fail(codeOf(fault)))
  asking.on('response', (response) => {
    const parts: Buffer[] = []
    let total = 0
    response.on('error', (fault) => fail(codeOf(fault)))
    response.on('data', (part: Buffer) => {
      total += part.length
      if (total > mostBytes) return fail(tooMuch)
      parts.push(part)
    })
    response.on('end', () => {
      if (!response.complete) return fail('ECONNRESET')
      const flat = Object.entries(response.headers).map(([name, value]) => [name, String(value ?? '')])
      const { statusCode: status = 0 } = response
      resolve({ status, headers: Object.fromEntries(flat), body: Buffer.concat(parts, total), code: null })
    })
  })
  asking.end(body)
  void wait.ended.then(fail)
  return promise.finally(() => {
    wait.clear()
    asking.destroy()
  })
}

import { request as requestPlain } from 'node:http'
import { request as requestTls } from 'node:https'
import { type Attempt, codeOf, contactOf, elapsed } from './contact.ts'
import { limit } from './limit.ts'

export interface Page {
  attempt: Attempt
  /** `null` where no answer came. */
  status: number | null
  /** The beginning of the body, as UTF-8. */
  text: string
}

/** What is asked for. */
export interface HttpRequest {
  url: string
  /** Sent with POST; without one it is a GET. */
  body?: { type: string; bytes: Buffer }
  /** Take whatever certificate the other side has: for devices that make their own, where nothing secret is sent. */
  anyCertificate?: boolean
}

/** An answer over HTTP as far as it came. */
export interface HttpAnswer {
  attempt: Attempt
  /** `null` where no answer came. */
  status: number | null
  /** The beginning of the body. */
  body: Buffer
  /** The connection came about, whatever came after. */
  isConnected: boolean
}

/** Of a body this much is read, bytes. */
const mostBytes = 256 * 1024

/**
 * Fetches a page once: a connection of its own, no redirects followed, no cookies, certificates checked. The latency is
 * that of the whole answer. Never throws.
 */
export async function fetchPage(url: string, timeoutMs: number, signal: AbortSignal): Promise<Page> {
  const { attempt, status, body } = await askHttp({ url }, timeoutMs, signal)
  return { attempt, status, text: body.toString('utf8') }
}

/** As `fetchPage`, for any request and any body. A body that did not come to its end in time is no answer. */
export async function askHttp(asked: HttpRequest, timeoutMs: number, signal: AbortSignal): Promise<HttpAnswer> {
  const startedAt = performance.now()
  const stop = new AbortController()
  const wait = limit(timeoutMs, signal)
  const seen = { isConnected: false }
  const tooLate = wait.ended.then((code): HttpAnswer => {
    stop.abort()
    return failure(code, seen.isConnected)
  })
  const answer = await Promise.race([ask(asked, stop.signal, startedAt, seen), tooLate])
  wait.clear()
  return answer
}

const failure = (code: string, isConnected: boolean): HttpAnswer => ({
  attempt: { contact: isTls(code) ? 'garbled' : contactOf(code), latencyMs: null, code },
  status: null,
  body: Buffer.alloc(0),
  isConnected,
})

/** The certificate, TLS or HTTP itself was wrong: something answered, in another language. */
const isTls = (code: string) => /^(CERT_|ERR_TLS|ERR_SSL|EPROTO|HPE_|UNABLE_TO_|DEPTH_ZERO|SELF_SIGNED)/u.test(code)

function ask(
  { url, body, anyCertificate = false }: HttpRequest,
  signal: AbortSignal,
  startedAt: number,
  seen: { isConnected: boolean },
): Promise<HttpAnswer> {
  return new Promise((resolve) => {
    const fail = (fault: unknown) => resolve(failure(codeOf(fault), seen.isConnected))
    const request = url.startsWith('https:') ? requestTls : requestPlain
    const typed = body ? { 'content-type': body.type, 'content-length': body.bytes.length } : {}
    const headers = { 'user-agent': 'Sereno', ...typed }
    try {
      const method = body ? 'POST' : 'GET'
      const options = { agent: false, method, signal, headers, maxHeaderSize: 16_384 }
      const asking = request(url, { ...options, rejectUnauthorized: !anyCertificate })
      asking.on('socket', (socket) => socket.on('connect', () => (seen.isConnected = true)))
      asking.on('error', fail)
      asking.on('response', (response) => {
        const parts: Buffer[] = []
        let total = 0
        function finish() {
          const attempt = { contact: 'answered', latencyMs: elapsed(startedAt), code: null } as const
          const { isConnected } = seen
          resolve({ attempt, status: response.statusCode ?? null, body: Buffer.concat(parts), isConnected })
          asking.destroy()
        }
        response.on('error', fail)
        response.on('end', finish)
        response.on('data', (part: Buffer) => {
          parts.push(part.subarray(0, mostBytes - total))
          total += part.length
          if (total >= mostBytes) finish()
        })
      })
      asking.end(body?.bytes)
    } catch (fault) {
      fail(fault)
    }
  })
}

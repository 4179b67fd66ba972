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

/** Of a body this much is read, bytes. */
const mostBytes = 256 * 1024

/**
 * Fetches a page once: a connection of its own, no redirects followed, no cookies, certificates checked. The latency is
 * that of the whole answer. Never throws.
 */
export async function fetchPage(url: string, timeoutMs: number, signal: AbortSignal): Promise<Page> {
  const startedAt = performance.now()
  const stop = new AbortController()
  const wait = limit(timeoutMs, signal)
  const tooLate = wait.ended.then((code): Page => {
    stop.abort()
    return failure(code)
  })
  const page = await Promise.race([ask(url, stop.signal, startedAt), tooLate])
  wait.clear()
  return page
}

const failure = (code: string): Page => ({
  attempt: { contact: isTls(code) ? 'garbled' : contactOf(code), latencyMs: null, code },
  status: null,
  text: '',
})

/** The certificate, TLS or HTTP itself was wrong: something answered, in another language. */
const isTls = (code: string) => /^(CERT_|ERR_TLS|ERR_SSL|EPROTO|HPE_|UNABLE_TO_|DEPTH_ZERO|SELF_SIGNED)/u.test(code)

function ask(url: string, signal: AbortSignal, startedAt: number): Promise<Page> {
  return new Promise((resolve) => {
    const fail = (fault: unknown) => resolve(failure(codeOf(fault)))
    const request = url.startsWith('https:') ? requestTls : requestPlain
    try {
      const asking = request(url, { agent: false, signal, headers: { 'user-agent': 'Sereno' }, maxHeaderSize: 16_384 })
      asking.on('error', fail)
      asking.on('response', (response) => {
        const parts: Buffer[] = []
        let total = 0
        function finish() {
          const attempt = { contact: 'answered', latencyMs: elapsed(startedAt), code: null } as const
          resolve({ attempt, status: response.statusCode ?? null, text: Buffer.concat(parts).toString('utf8') })
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
      asking.end()
    } catch (fault) {
      fail(fault)
    }
  })
}

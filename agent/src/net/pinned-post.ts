import { request as requestPlain } from 'node:http'
import { request as requestTls } from 'node:https'
import { isIPv6, type LookupFunction } from 'node:net'
import { codeOf } from './contact.ts'
import { limit } from './limit.ts'

interface PinnedRequest {
  url: string
  /** The one that was looked at and found good: whatever the name says by now, nobody else is connected to. */
  address: string
  headers: Record<string, string>
  body: Buffer
  /** Who may have signed its certificate, where that is not the usual ones. */
  ca?: Buffer | undefined
}

interface PinnedAnswer {
  /** `null` where no answer came. */
  status: number | null
  ms: number
  /** Why no answer came. */
  code: string | null
  /** Its beginning. */
  answer: Buffer
  /** As the server wrote it. */
  retryAfter: string | null
}

/** More of an answer than this is not read. */
const mostBytes = 64 * 1024

/**
 * Posts once, over a connection of its own to one address, with the name for TLS and `Host`; certificates are checked, and
 * redirects not followed. What the answer is, is decided once its headers are there; its body has the rest of the time.
 * Never throws.
 */
export function postPinned(asked: PinnedRequest, timeoutMs: number, signal: AbortSignal): Promise<PinnedAnswer> {
  const startedAt = performance.now()
  const wait = limit(timeoutMs, signal)
  const { promise, resolve } = Promise.withResolvers<PinnedAnswer>()
  const parts: Buffer[] = []
  let status: number | null = null
  let retryAfter: string | null = null
  const { address, headers, body } = asked
  const finish = (code: string | null) => {
    const ms = Math.round(performance.now() - startedAt)
    resolve({ status, ms, code: status === null ? code : null, answer: Buffer.concat(parts), retryAfter })
    asking.destroy()
  }
  const lookup: LookupFunction = (_, options, take) => {
    const family = isIPv6(address) ? 6 : 4
    if (options.all === true) take(null, [{ address, family }])
    else take(null, address, family)
  }
  const request = asked.url.startsWith('https:') ? requestTls : requestPlain
  const asking = request(asked.url, {
    agent: false,
    method: 'POST',
    headers: { ...headers, 'content-length': String(body.length) },
    lookup,
    maxHeaderSize: 16_384,
    rejectUnauthorized: true,
    ...(asked.ca && { ca: asked.ca }),
  })
  asking.on('error', (fault) => finish(codeOf(fault)))
  asking.on('response', (response) => {
    status = response.statusCode ?? null
    retryAfter = response.headers['retry-after'] ?? null
    let total = 0
    response.on('error', () => finish(null))
    response.on('end', () => finish(null))
    response.on('data', (part: Buffer) => {
      parts.push(part.subarray(0, mostBytes - total))
      total += part.length
      if (total >= mostBytes) finish(null)
    })
  })
  asking.end(body)
  void wait.ended.then(finish)
  return promise.finally(() => wait.clear())
}

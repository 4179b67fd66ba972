import { createHmac } from 'node:crypto'
import { cleanText } from '@sereno/shared/field.ts'
import { postPinned } from '../net/pinned-post.ts'
import { type ResolveAll, resolveAll } from '../net/resolve-all.ts'
import { type OwnDoor, placeToCall, verdictOf } from './place-to-call.ts'

/** A call as it goes out, the same on each try but for its signature. */
export interface WebhookCall {
  url: string
  allowPrivateAddress: boolean
  /** `webhook-id`. */
  id: string
  body: string
  /** `whsec_…`; each signs. */
  secrets: readonly string[]
  /** ms since 1970 */
  now: number
}

/** What came of it: any 2xx counts. `error` is `null` for those alone. */
export interface WebhookAnswer {
  status: number | null
  ms: number
  error: string | null
  /** The first 1 KB, fit to show. */
  answer: string
}

export interface WebhookTransport {
  /** Why calls may not go there: `refused` it is, `unresolved` nobody knows yet, `null` they may. */
  check(url: string, allowPrivateAddress: boolean): Promise<'refused' | 'never' | 'unresolved' | null>
  /** Never throws. */
  send(call: WebhookCall, signal: AbortSignal): Promise<WebhookAnswer>
}

interface Rim {
  resolve?: ResolveAll
  timeoutMs?: number
  ownDoor(): OwnDoor
  version: string
}

const answerShown = 1000

/** Calls receivers over HTTP, after a look at where their names lead; the one that was looked at is called. */
export function makeWebhookTransport({
  resolve = resolveAll,
  timeoutMs = 15_000,
  ownDoor,
  version,
}: Rim): WebhookTransport {
  const placeOf = (url: string, allowPrivate: boolean, signal?: AbortSignal) =>
    placeToCall(url, { resolve, ownDoor: ownDoor(), allowPrivate, signal })

  return {
    check: async (url, allowPrivateAddress) => verdictOf(await placeOf(url, allowPrivateAddress)),

    async send(call, signal) {
      const startedAt = performance.now()
      const { address, error } = await placeOf(call.url, call.allowPrivateAddress, signal)
      const ms = Math.round(performance.now() - startedAt)
      if (address === undefined) return { status: null, ms, error, answer: '' }
      const body = Buffer.from(call.body)
      const headers = {
        'content-type': 'application/json',
        'user-agent': `Sereno/${version}`,
        ...signatureHeaders(call),
      }
      const asked = { url: call.url, address, headers, body }
      const got = await postPinned(asked, Math.max(0, timeoutMs - ms), signal)
      const answer = cleanText(got.answer.subarray(0, answerShown * 2).toString('utf8'), answerShown)
      return {
        status: got.status,
        ms: ms + got.ms,
        error: got.status === null ? got.code : faultOf(got.status),
        answer,
      }
    },
  }
}

function faultOf(status: number): string | null {
  if (status >= 200 && status < 300) return null
  if (status >= 300 && status < 400) return 'redirect'
  return status === 410 ? 'gone' : 'not_accepted'
}

/** As https://www.standardwebhooks.com says: each secret signs, the newest first. */
export function signatureHeaders({ id, body, secrets, now }: Pick<WebhookCall, 'id' | 'body' | 'secrets' | 'now'>) {
  const timestamp = String(Math.floor(now / 1000))
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.replace(/^whsec_/u, ''), 'base64')
    return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`
  })
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') }
}

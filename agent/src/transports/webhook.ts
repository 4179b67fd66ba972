import { createHmac } from 'node:crypto'
import { cleanText } from '@sereno/shared/field.ts'
import { postPinned } from '../net/pinned-post.ts'
import { plainAddress, reachOf } from '../net/reach-of.ts'
import { type ResolveAll, resolveAll } from '../net/resolve-all.ts'

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

/** What is this machine's own: nobody may make Sereno call itself. */
export interface OwnDoor {
  addresses: readonly string[]
  /** Those on which it answers. */
  ports: readonly number[]
  /** How people reach the dashboard. */
  publicUrl: string
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
const resolveMs = 5000

/** Calls receivers over HTTP, after a look at where their names lead; the one that was looked at is called. */
export function makeWebhookTransport({
  resolve = resolveAll,
  timeoutMs = 15_000,
  ownDoor,
  version,
}: Rim): WebhookTransport {
  /** The address to call, or why there is none. */
  async function placeOf(url: string, allowPrivate: boolean, signal?: AbortSignal) {
    const { hostname, origin } = new URL(url)
    const door = ownDoor()
    if (URL.canParse(door.publicUrl) && origin === new URL(door.publicUrl).origin) return { error: 'address_never' }
    const found = await resolve(hostname.replace(/^\[|\]$/gu, ''), resolveMs, signal)
    if (!Array.isArray(found)) return { error: found.code }
    const looks = found.map((address) => ({
      address,
      reach: isOwnDoor(url, address, door) ? 'never' : reachOf(address),
    }))
    const good = looks.find(({ reach }) => reach === 'public' || (reach === 'private' && allowPrivate))
    if (good !== undefined) return { address: good.address }
    if (looks.length === 0) return { error: 'ENOTFOUND' }
    return { error: looks.some(({ reach }) => reach === 'private') ? 'address_refused' : 'address_never' }
  }

  return {
    async check(url, allowPrivateAddress) {
      const { error } = await placeOf(url, allowPrivateAddress)
      if (error === undefined) return null
      if (error === 'address_refused') return 'refused'
      return error === 'address_never' ? 'never' : 'unresolved'
    },

    async send(call, signal) {
      const startedAt = performance.now()
      const { address, error } = await placeOf(call.url, call.allowPrivateAddress, signal)
      const ms = Math.round(performance.now() - startedAt)
      if (address === undefined) return { status: null, ms, error: error ?? 'ENOTFOUND', answer: '' }
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

/** Sereno itself, whichever address of this machine leads to it. */
function isOwnDoor(url: string, address: string, { addresses, ports }: OwnDoor): boolean {
  const { port: written, protocol } = new URL(url)
  if (!ports.includes(Number(written || (protocol === 'https:' ? 443 : 80)))) return false
  const plain = plainAddress(address)
  return plain.startsWith('127.') || [...addresses, '::1'].some((own) => plainAddress(own) === plain)
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

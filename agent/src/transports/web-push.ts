import { postPinned } from '../net/pinned-post.ts'
import { type ResolveAll, resolveAll } from '../net/resolve-all.ts'
import { type OwnDoor, placeToCall, verdictOf } from './place-to-call.ts'
import { encryptPush, type ReaderKeys } from './push-encryption.ts'
import { type VapidKeys, vapidHeader } from './vapid.ts'

/** A push as it goes out. */
export interface PushCall {
  endpoint: string
  reader: ReaderKeys
  text: string
  vapid: VapidKeys
  /** Whom a push service can reach about us: `mailto:` or `https:`. */
  subject: string
  /** How long the push service keeps it for a browser that is not there. */
  ttlSeconds: number
  urgency: 'high' | 'normal'
  /** A later one with the same takes the place of one that waits there; base64url, 32 characters at most. */
  topic: string
  now: number
}

/**
 * What came of it. `gone`: this browser wants none any more. `dropped`: it would never be taken. `later`: it may be taken
 * another time, and not before `waitMs` where the service names one.
 */
export type PushAnswer =
  | { end: 'taken' }
  | { end: 'gone'; status: number | null; why: string }
  | { end: 'dropped'; status: number | null; why: string }
  | { end: 'later'; status: number | null; why: string; waitMs: number | null }

export interface PushTransport {
  /** Why pushes may not go there: `refused` it is, `unresolved` nobody knows yet, `null` they may. */
  check(endpoint: string): Promise<'refused' | 'never' | 'unresolved' | null>
  /** Never throws. */
  send(call: PushCall, signal: AbortSignal): Promise<PushAnswer>
}

interface Rim {
  resolve?: ResolveAll
  timeoutMs?: number
  ownDoor(): OwnDoor
  version: string
  /** A push service on this machine, which only tests have: who signed its certificate. */
  nearby?: { ca: Buffer }
}

/** Hands pushes to the push services of the browsers' makers; redirects are not followed. */
export function makePushTransport({
  resolve = resolveAll,
  timeoutMs = 15_000,
  ownDoor,
  version,
  nearby,
}: Rim): PushTransport {
  const placeOf = (endpoint: string, signal?: AbortSignal) =>
    placeToCall(endpoint, { resolve, ownDoor: ownDoor(), allowPrivate: nearby !== undefined, signal })

  return {
    check: async (endpoint) => verdictOf(await placeOf(endpoint)),

    async send({ endpoint, reader, text, vapid, subject, ttlSeconds, urgency, topic, now }, signal) {
      const place = await placeOf(endpoint, signal)
      // A name that leads nowhere today, or into the local network of a hotel, may do better tomorrow.
      if (place.address === undefined) return { end: 'later', status: null, why: place.error, waitMs: null }
      const sealed = sealedFor(reader, text)
      if (sealed === null) return { end: 'gone', status: null, why: 'keys' }
      const headers = {
        authorization: vapidHeader(vapid, { endpoint, subject, now }),
        'content-encoding': 'aes128gcm',
        'content-type': 'application/octet-stream',
        ttl: String(ttlSeconds),
        urgency,
        topic,
        'user-agent': `Sereno/${version}`,
      }
      const asked = { url: endpoint, address: place.address, headers, body: sealed, ca: nearby?.ca }
      const { status, code, retryAfter } = await postPinned(asked, timeoutMs, signal)
      if (status === null) return { end: 'later', status, why: code ?? 'lost', waitMs: null }
      return answerOf(status, retryAfter, now)
    },
  }
}

/** `null`: its key is none, and never will be. */
function sealedFor(reader: ReaderKeys, text: string): Buffer | null {
  try {
    return encryptPush(text, reader)
  } catch {
    return null
  }
}

function answerOf(status: number, retryAfter: string | null, now: number): PushAnswer {
  if (status >= 200 && status < 300) return { end: 'taken' }
  if (status === 404 || status === 410) return { end: 'gone', status, why: 'gone' }
  if (status === 429 || status === 408 || status >= 500)
    return { end: 'later', status, why: status === 429 ? 'too_many' : 'not_taken', waitMs: waitOf(retryAfter, now) }
  return { end: 'dropped', status, why: status < 400 ? 'redirect' : 'refused' }
}

/** Seconds, or a date. */
function waitOf(retryAfter: string | null, now: number): number | null {
  if (retryAfter === null) return null
  if (/^\d{1,9}$/u.test(retryAfter)) return Number(retryAfter) * 1000
  const at = Date.parse(retryAfter)
  return Number.isNaN(at) ? null : Math.max(0, at - now)
}

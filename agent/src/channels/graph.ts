import { createHmac, timingSafeEqual } from 'node:crypto'
import { cleanText } from '@sereno/shared/field.ts'
import { z } from 'zod'
import { type Exchanged, exchange } from '../net/exchange.ts'
import { ChannelFault, type FetchAnswer } from './channel.ts'

/**
 * The version of the Graph API that we speak: of 29 July 2026, available for two years at least
 * (https://developers.facebook.com/docs/graph-api/changelog).
 */
export const graphVersion = 'v26.0'

/** Where the Graph API answers, and how long one call may take. */
export interface GraphPlace {
  /** `https://graph.facebook.com`; another only where somebody configured it. */
  url: string
  timeoutMs: number
}

/** Why Meta did not do what it was asked: its own `code` and `subcode`, or no answer of Meta's at all. */
export interface GraphFault {
  /** `null`: nobody answered as Meta does. */
  code: number | null
  subcode: number | null
  /** Trying again helps. */
  isPassing: boolean
  /** At the earliest after so many ms; `null` where Meta names no time. */
  waitMs: number | null
  reason: string
}

export type GraphAnswer =
  | { ok: true; json: unknown /** By Meta's clock, ms since 1970. */; at: number | null }
  | ({ ok: false } & GraphFault)

interface GraphCall {
  token: string
  /** Below the version: `me/messages`. */
  path: string
  query?: Record<string, string>
  /** Posted; without one it is a GET. */
  body?: { json: object } | { form: FormData }
}

const mostAnswerBytes = 256 * 1024
const reasonLength = 300
const mostWaitMs = 3_600_000
/** How long so many bytes may take: a bar's line sends half a megabit a second, while it streams music. */
const slowest = (bytes: number): number => bytes / 64

/** As https://developers.facebook.com/docs/graph-api/guides/error-handling says; what else comes along is let be. */
const errorAnswer = z.object({
  error: z.object({
    message: z.string().catch(''),
    code: z.number(),
    error_subcode: z.number().optional().catch(undefined),
    is_transient: z.boolean().optional().catch(undefined),
    error_data: z.object({ details: z.string() }).optional().catch(undefined),
  }),
})
/** Unknown, service, too many calls of an app, of a user, of a page, of a business. */
const passingCodes = [1, 2, 4, 17, 32, 341, 613]

/** Calls the Graph API once. Never rejects. */
export async function callGraph(place: GraphPlace, call: GraphCall, signal: AbortSignal): Promise<GraphAnswer> {
  const { token, path, query = {}, body } = call
  const search = new URLSearchParams(query).toString()
  const sent = body === undefined ? null : await encode(body)
  const got = await exchange(
    {
      method: sent === null ? 'GET' : 'POST',
      url: `${place.url}/${graphVersion}/${path}${search === '' ? '' : `?${search}`}`,
      headers: { authorization: `Bearer ${token}`, accept: 'application/json', ...sent?.headers },
      ...(sent && { body: sent.bytes }),
      mostBytes: mostAnswerBytes,
    },
    place.timeoutMs + slowest(sent?.bytes.length ?? 0),
    signal,
  )
  return readAnswer(got)
}

async function encode(body: NonNullable<GraphCall['body']>) {
  if ('json' in body) {
    return { headers: { 'content-type': 'application/json' }, bytes: Buffer.from(JSON.stringify(body.json)) }
  }
  const encoded = new Response(body.form)
  const bytes = Buffer.from(await encoded.arrayBuffer())
  return { headers: { 'content-type': encoded.headers.get('content-type') ?? '' }, bytes }
}

function readAnswer(got: Exchanged): GraphAnswer {
  if (got.status === null) return lost(got.code)
  const json = parsed(got.body)
  if (got.status >= 200 && got.status < 300 && json !== undefined) {
    const at = Date.parse(got.headers.date ?? '')
    return { ok: true, json, at: Number.isNaN(at) ? null : at }
  }
  const error = errorAnswer.safeParse(json).data?.error
  // A proxy's page, a portal that asks for a password: not Meta, so nothing is decided.
  if (error === undefined) return lost(`HTTP ${got.status}`)
  const { code, error_subcode: subcode = null, is_transient: isTransient = false } = error
  return {
    ok: false,
    code,
    subcode,
    isPassing: isTransient || passingCodes.includes(code) || got.status >= 500 || got.status === 429,
    waitMs: waitOf(got.headers),
    reason: cleanText(`${code} ${error.error_data?.details ?? error.message}`, reasonLength),
  }
}

const lost = (reason: string): GraphAnswer => ({
  ok: false,
  code: null,
  subcode: null,
  isPassing: true,
  waitMs: null,
  reason,
})

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return undefined
  }
}

const usage = z.record(z.string(), z.array(z.object({ estimated_time_to_regain_access: z.number().catch(0) })))

/** `Retry-After`, or how many minutes Meta says it will be (https://developers.facebook.com/docs/graph-api/overview/rate-limiting). */
function waitOf(headers: Record<string, string>): number | null {
  const seconds = Number(headers['retry-after'] ?? Number.NaN)
  const told = usage.safeParse(parsed(Buffer.from(headers['x-business-use-case-usage'] ?? ''))).data ?? {}
  const minutes = Math.max(
    0,
    ...Object.values(told).flatMap((one) => one.map((use) => use.estimated_time_to_regain_access)),
  )
  const waitMs = Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : minutes * 60_000
  return waitMs > 0 ? Math.min(waitMs, mostWaitMs) : null
}

/** Whose certificates say that they keep the files of Messenger and WhatsApp. */
const fileHosts = /(?:^|\.)(?:fbcdn\.net|fbsbx\.com|whatsapp\.net|facebook\.com)$/u

/**
 * Fetches a file, over HTTPS from a host of Meta's, or from where the Graph API itself is configured to be: an address in
 * a message is Meta's word only as far as it leads to Meta.
 */
export async function fetchFile(
  place: GraphPlace,
  asked: { url: string; name: string; token: string | null; mostBytes: number },
  signal: AbortSignal,
): Promise<FetchAnswer> {
  if (!mayFetch(place, asked.url)) return { end: 'refused', reason: 'it is not at Meta' }
  const headers: Record<string, string> = asked.token === null ? {} : { authorization: `Bearer ${asked.token}` }
  const { url, mostBytes } = asked
  const got = await exchange(
    { method: 'GET', url, headers: { 'user-agent': 'Sereno', ...headers }, mostBytes },
    place.timeoutMs + slowest(mostBytes),
    signal,
  )
  if (got.status === null) {
    return { end: got.code === 'ETOOMUCH' ? 'refused' : 'later', reason: got.code }
  }
  if (got.status === 200) return { end: 'fetched', name: asked.name, bytes: got.body }
  const isPassing = got.status >= 500 || got.status === 429 || got.status === 408
  return { end: isPassing ? 'later' : 'refused', reason: `HTTP ${got.status}` }
}

function mayFetch(place: GraphPlace, text: string): boolean {
  if (!URL.canParse(text)) return false
  const url = new URL(text)
  if (url.username !== '' || url.password !== '') return false
  if (url.origin === new URL(place.url).origin) return true
  return url.protocol === 'https:' && url.port === '' && fileHosts.test(url.hostname)
}

/** What came in by the door of a channel of Meta's. */
export interface MetaRaw {
  body: Buffer
  /** `X-Hub-Signature-256`; empty where there is none. */
  signature: string
}

/**
 * The JSON of a call that Meta signed: HMAC-SHA-256 of the very bytes, by the secret of the app
 * (https://developers.facebook.com/docs/messenger-platform/webhooks#validate-payloads).
 * @throws {ChannelFault}
 */
export function openSigned({ body, signature }: MetaRaw, appSecret: string): unknown {
  const right = createHmac('sha256', appSecret).update(body).digest()
  const given = Buffer.from(/^sha256=([0-9a-f]{64})$/iu.exec(signature)?.[1] ?? '', 'hex')
  if (appSecret === '' || given.length !== right.length || !timingSafeEqual(given, right)) {
    throw new ChannelFault('unsigned', 'the signature is missing or wrong')
  }
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
  } catch {
    throw new ChannelFault('malformed', 'it is no JSON')
  }
}

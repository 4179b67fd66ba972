import type { Contract } from '@sereno/shared/api/contract.ts'
import { cleanText, type Language } from '@sereno/shared/field.ts'
import { z } from 'zod'
import type { Caller, House } from '../services/house.ts'
import { type Admission, authenticate } from '../services/session/authenticate.ts'
import { clientAddress, isSecure, originOf, whenceOf } from './address.ts'
import type { Arrival } from './arrival.ts'
import { audited } from './audited.ts'
import { isJson, isOfType, readJson } from './body.ts'
import { check } from './check.ts'
import { foreignOrigin, isListed } from './cross-origin.ts'
import type { Call } from './handlers.ts'
import { acceptedLanguage } from './language.ts'
import { isSameOrigin } from './origin.ts'
import { outlasting } from './patience.ts'
import { Refusal } from './problem.ts'
import { mayCall } from './scope.ts'
import { cookieValue, credentialOf, securely, visitorToken } from './session.ts'
import { toProblem } from './to-problem.ts'
import { uploadOf } from './upload.ts'
import { whileAdmitted } from './while-admitted.ts'
import { withinTime } from './within-time.ts'

type OpenCall = Omit<Call<Contract>, 'query' | 'body'> & { query: unknown; body: unknown }
/** A handler as the door sees it; `makeApp` has checked its exact type. */
export type OpenHandler = (call: OpenCall) => Promise<unknown>

const usualBodyBytes = 64 * 1024
const strictlyNothing = z.strictObject({})

/**
 * Lets a request in to its handler, or refuses it: did another site ask, is it JSON, who is it, may they, is it
 * well-formed, is it right; in this order.
 */
export async function enter(
  house: House,
  contract: Contract,
  handler: OpenHandler,
  arrival: Arrival,
): Promise<Response> {
  const { headers } = arrival.request
  const accepted = acceptedLanguage(headers.get('accept-language'))
  let language = accepted ?? venueLanguage(house)
  try {
    refuseForeign(house, contract, headers)
    const admission = await admit(house, contract, arrival)
    language = accepted ?? admission?.language ?? language
    return await handle(house, contract, handler, arrival, admission, language)
  } catch (error) {
    return toProblem(house, error, language)
  }
}

/** The language for whoever asks for none of ours. */
export const venueLanguage = (house: House): Language => house.book.read().account?.language ?? 'en'

function refuseForeign(house: House, contract: Contract, headers: Headers): void {
  if (contract.method === 'GET') return
  const bearsToken = headers.get('authorization') !== null && contract.access !== 'public'
  const isWelcome = contract.crossOrigin === true && isListed(house, foreignOrigin(headers) ?? '')
  if (!bearsToken && !isWelcome && !isSameOrigin(headers)) throw new Refusal('foreign_origin')
  if (contract.upload === undefined && isJson(headers) === false) throw new Refusal('wrong_type')
}

async function admit(house: House, contract: Contract, arrival: Arrival): Promise<Admission | null> {
  const { headers } = arrival.request
  // Whoever is signed in here did not ask for what another site's page does.
  if (contract.crossOrigin === true && foreignOrigin(headers) !== null) return null
  const credential = credentialOf(headers, clientAddress(arrival.incoming), isSecure(house.config.publicUrl, arrival))
  const admission = credential === null ? null : await authenticate(house, credential)
  if (contract.access === 'public') return admission
  if (admission === null) throw new Refusal('not_signed_in')
  if (!mayCall(admission.caller, contract.access)) throw new Refusal('not_allowed')
  return admission
}

async function handle(
  house: House,
  contract: Contract,
  handler: OpenHandler,
  arrival: Arrival,
  admission: Admission | null,
  language: Language,
): Promise<Response> {
  const { request, incoming, outgoing, params } = arrival
  if (contract.upload !== undefined && !isOfType(request.headers, contract.upload)) throw new Refusal('wrong_type')
  const query = readQuery(contract, request.url, language)
  const body = await readBody(contract, arrival, language)
  // A stream has no end that a HEAD could wait for.
  if (request.method === 'HEAD' && contract.response === null) return respond(contract, null, new Headers())
  const call: OpenCall = {
    params,
    query,
    body,
    // `null` only for a public route, whose handler expects it.
    caller: (admission?.caller ?? null) as Caller,
    language,
    origin: originOf(house.config.publicUrl, arrival),
    foreign: foreignOrigin(request.headers),
    visitorToken: visitorToken(request.headers),
    cookie: (name) => cookieValue(request.headers.get('cookie'), name),
    address: clientAddress(incoming),
    whence: whenceOf(house.book.read().publicAddress, arrival),
    browser: cleanText(request.headers.get('user-agent') ?? '', 200),
    known: request.headers.get('if-none-match'),
    signal: streams(contract) && admission ? whileAdmitted(house, admission, arrival) : request.signal,
    ...(streams(contract) && {
      stream: {
        lastEventId: request.headers.get('last-event-id'),
        disconnect: () => outgoing.destroy(),
      },
    }),
    ...(contract.upload !== undefined && { upload: uploadOf(arrival) }),
    headers: new Headers(),
  }
  // A file takes as long as its sender's line does, within the bounds of the upload.
  const takesLong = contract.upload !== undefined || contract.takesLong === true
  const work = () => audited(house, contract, { ...call, caller: admission?.caller ?? null }, () => handler(call))
  const answer = await (takesLong ? outlasting(arrival, work()) : withinTime(house.clock, work()))
  if (isSecure(house.config.publicUrl, arrival)) secureCookies(call.headers)
  return respond(contract, answer, call.headers)
}

const streams = (contract: Contract) => contract.contentType === 'text/event-stream'

function readQuery(contract: Contract, url: string, language: Language): unknown {
  const search = new URL(url).searchParams
  const fields = Object.fromEntries(
    [...new Set(search.keys())].map((key) => {
      const values = search.getAll(key)
      return [key, values.length === 1 ? values[0] : values]
    }),
  )
  if (contract.query !== undefined) return check(contract.query, fields, language)
  // Outside the API proper others decide what they append: a load balancer's `/healthz?ts=…` is no mistake.
  if (contract.path.startsWith('/api/')) check(strictlyNothing, fields, language)
  return undefined
}

async function readBody(contract: Contract, { request, incoming }: Arrival, language: Language): Promise<unknown> {
  if (contract.method === 'GET') return undefined
  const { headers } = request
  if (contract.upload !== undefined) return undefined
  const isSent = Number(headers.get('content-length') ?? 0) > 0 || headers.get('transfer-encoding') !== null
  if (!isSent && (contract.body === undefined || contract.body.safeParse(undefined).success)) return undefined
  if (isJson(headers) === null) throw new Refusal('wrong_type')
  const body = await readJson(incoming, contract.bodyBytes ?? usualBodyBytes)
  if (contract.body !== undefined) {
    if (body === undefined) throw new Refusal('malformed')
    return check(contract.body, body, language)
  }
  if (body !== undefined) check(strictlyNothing, body, language)
  return undefined
}

function secureCookies(headers: Headers): void {
  const cookies = headers.getSetCookie()
  headers.delete('set-cookie')
  for (const cookie of cookies) headers.append('set-cookie', securely(cookie))
}

function respond(contract: Contract, answer: unknown, headers: Headers): Response {
  if (answer instanceof Response) {
    for (const [name, value] of headers) answer.headers.append(name, value)
    return answer
  }
  const isEmpty = contract.response === null
  const type = isEmpty ? contract.contentType : 'application/json'
  if (type !== undefined) headers.set('content-type', type)
  if (isEmpty) return new Response(null, { status: contract.status, headers })
  const body = Buffer.from(JSON.stringify(answer))
  // What is short is not worth compressing; told by its length.
  headers.set('content-length', String(body.length))
  return new Response(body, { status: contract.status, headers })
}

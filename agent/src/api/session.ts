import { challengeLifeMs } from '../services/passkeys/challenges.ts'
import type { Credential } from '../services/session/authenticate.ts'
import { lifeMs } from '../services/session/authenticate.ts'

const name = 'sereno_session'
/**
 * Over HTTPS: a browser takes it from there alone, for this very host. Cookies know no ports: under one name, that of a
 * session over HTTP and the other would be in each other's way.
 */
const secureName = `__Host-${name}`

/** The cookie of a new session; where the browser came over HTTPS, the door makes it one that stays there. */
export const sessionCookie = (secret: string): string =>
  `${name}=${secret}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${lifeMs / 1000}`

/** Takes the cookie away. */
export const noSessionCookie = (): string => `${name}=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0`

/** Names the browser in which something with a passkey was begun. */
export const passkeyMark = 'sereno_passkey'

/** The cookie of that mark, for as long as the challenge is good. */
export const passkeyCookie = (mark: string): string =>
  `${passkeyMark}=${mark}; Path=/api/v1; HttpOnly; SameSite=Strict; Max-Age=${challengeLifeMs / 1000}`

/** A cookie's value in a `Cookie` header. */
export function cookieValue(header: string | null | undefined, wanted: string): string | null {
  for (const part of (header ?? '').split(';')) {
    const [key, ...value] = part.trim().split('=')
    if (key === wanted) return value.join('=')
  }
  return null
}

/** The same cookie for a browser that came over HTTPS. */
export const securely = (cookie: string): string =>
  `${cookie.startsWith(`${name}=`) ? `__Host-${cookie}` : cookie}; Secure`

/** The scheme by which a visitor of a live chat shows what their page made up for itself. */
const visitor = /^Visitor +([A-Za-z0-9_-]{1,100}) *$/iu

/** Whoever has a token of the house to show, too, has this for the visitor's. */
export const visitorToken = (headers: Headers): string | null =>
  visitor.exec(headers.get('authorization') ?? '')?.[1] ?? headers.get('sereno-visitor')?.slice(0, 100) ?? null

/** What a request shows of its sender. A token goes before a cookie, also a wrong one: who names themselves means it. A visitor's names nobody of the house. */
export function credentialOf(headers: Headers, address: string, overHttps: boolean): Credential | null {
  const authorization = headers.get('authorization')
  if (authorization !== null && !visitor.test(authorization)) {
    const token = /^Bearer +([A-Za-z0-9._~+/-]+=*) *$/iu.exec(authorization)?.[1]
    return { by: 'token', secret: token ?? '', address }
  }
  const secret = cookieValue(headers.get('cookie'), overHttps ? secureName : name)
  return secret === null ? null : { by: 'cookie', secret, address }
}

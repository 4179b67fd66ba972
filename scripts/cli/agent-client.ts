import { readFileSync } from 'node:fs'
import type { BodyInput, Contract, QueryInput, ResponseOf } from '@sereno/shared/api/contract.ts'
import { type Api, api, type RouteName } from '@sereno/shared/api/index.ts'
import { cleanText, type Language } from '@sereno/shared/field.ts'
import { CliFault } from './cli-fault.ts'
import { exitCodes } from './exit-codes.ts'
import { usage } from './options.ts'

interface Carried<C extends Contract> {
  /** Values for `:id` and its like in the path. */
  at?: Record<string, string>
  query?: QueryInput<C>
  body?: BodyInput<C>
}

/** An agent as a command sees it: its API, typed by the contracts. */
export interface AgentClient {
  url: string
  /** @throws {CliFault} unreachable, not allowed, not found or timed out */
  call<N extends RouteName>(name: N, carried?: Carried<Api[N]>): Promise<ResponseOf<Api[N]>>
}

/** @throws {CliFault} where the address is none, or the token's file cannot be read */
export function makeAgentClient(
  address: string,
  tokenFile: string | null,
  language: Language,
  signal: AbortSignal,
): AgentClient {
  const url = originOf(address)
  const token = tokenFile === null ? null : readToken(tokenFile)
  return {
    url,
    async call(name, carried = {}) {
      const contract: Contract = api[name]
      const path = contract.path.replace(/:(\w+)/gu, (_, key: string) => encodeURIComponent(carried.at?.[key] ?? ''))
      const query = new URLSearchParams(
        Object.entries(carried.query ?? {}).map(([key, value]): [string, string] => [key, String(value)]),
      )
      const response = await ask(`${url}${path}${query.size > 0 ? `?${query}` : ''}`, {
        method: contract.method,
        headers: {
          accept: 'application/json',
          'accept-language': language,
          ...(token === null ? {} : { authorization: `Bearer ${token}` }),
          ...(carried.body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(carried.body === undefined ? {} : { body: JSON.stringify(carried.body) }),
        redirect: 'error',
        signal,
      })
      if (response.status !== contract.status) throw await refusal(response, url)
      const read = contract.response?.safeParse(await response.json().catch(() => null))
      if (read && !read.success) throw new CliFault('E_ANSWER', exitCodes.unreachable, 'not_an_agent', { url })
      return read?.data as ResponseOf<Api[typeof name]>
    },
  }

  async function ask(target: string, init: RequestInit): Promise<Response> {
    try {
      return await fetch(target, init)
    } catch (fault) {
      if (signal.aborted) throw signal.reason
      const cause = (fault as Error).cause
      const why = cause instanceof Error && 'code' in cause ? String(cause.code) : (fault as Error).message
      throw new CliFault('E_AGENT', exitCodes.unreachable, 'agent_unreachable', { url, why: cleanText(why, 80) })
    }
  }
}

async function refusal(response: Response, url: string): Promise<CliFault> {
  const told: unknown = await response.json().catch(() => null)
  const detail =
    typeof told === 'object' && told !== null && 'detail' in told ? cleanText(String(told.detail), 300) : ''
  if (response.status === 401) return new CliFault('E_SIGN_IN', exitCodes.notAllowed, 'not_signed_in', { detail })
  if (response.status === 403) return new CliFault('E_ALLOWED', exitCodes.notAllowed, 'not_allowed', { detail })
  if (response.status === 404) return new CliFault('E_FOUND', exitCodes.notFound, 'not_there', { detail })
  return new CliFault('E_AGENT', exitCodes.unexpected, 'agent_refused', { url, status: response.status, detail })
}

function originOf(address: string): string {
  const url = URL.parse(address)
  if (!url || !/^https?:$/u.test(url.protocol) || url.username !== '') throw usage('bad_url', { value: address })
  return `${url.origin}${url.pathname.replace(/\/+$/u, '')}`
}

function readToken(file: string): string {
  try {
    const token = readFileSync(file, 'utf8').trim()
    if (/^[\x21-\x7E]{8,200}$/u.test(token)) return token
  } catch {
    // Told below: the file is the fault in either case.
  }
  throw usage('bad_token_file', { file })
}

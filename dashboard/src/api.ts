import type { BodyInput, Contract, QueryInput, ResponseOf } from '@sereno/shared/api/contract.ts'
import type { Api } from '@sereno/shared/api/index.ts'
import type { Problem } from '@sereno/shared/api/problem.ts'
import { demoHeader } from '@sereno/shared/demo-header.ts'
import { credential } from './bearer.ts'
import { currentLanguage, t } from './words.ts'

/** Why a call brought nothing: the agent's own problem, or no answer of its own (`no_contact`, `timed_out`, `not_ours`). */
export type Trouble = Pick<Problem, 'status' | 'code' | 'title' | 'detail'> & {
  errors: { path: string; message: string }[]
  /** From `Retry-After`. */
  retryAfterSeconds: number | null
  /** Names this very occurrence, as the agent's log does. */
  instance?: string | undefined
  /** Since when the box is being updated, where that is why. */
  updatingSince?: string | undefined
}

export type Answer<T> = { ok: true; value: T } | { ok: false; trouble: Trouble }

/** The agent's contracts by their routes, `GET /api/v1/devices/:id`: the schemas themselves a browser need not load. */
type ByRoute = { [Name in keyof Api as `${Api[Name]['method']} ${Api[Name]['path']}`]: Api[Name] }
export type Route = keyof ByRoute

interface Input<C extends Contract> {
  params?: Record<string, string>
  query?: QueryInput<C>
  body?: BodyInput<C>
  timeoutMs?: number
  /** In which language to be answered, where it is not the page's. */
  language?: string
  signal?: AbortSignal
}

type Listener = (answered: boolean, status: number, updatingSince?: string) => void
let watcher: Listener = () => {}
let aheadMs = 0
let demo = false

/** Hears of every call whether the agent answered; the page's contact band lives from it. */
export const onEveryCall = (listener: Listener): void => {
  watcher = listener
}

/** The agent's clock, ms since 1970: readings are dated by it, so their age is, too. */
export const agentNow = (): number => Date.now() + aheadMs
/** Whether the agent says that it is a demonstration; known from its first answer on. */
export const isDemo = (): boolean => demo
/** How far the agent's clock is ahead of this browser's, ms; its answers tell it to the second. */
export const clockAheadMs = (): number => aheadMs

function readClock(headers: Headers): void {
  const told = Date.parse(headers.get('date') ?? '')
  if (Number.isNaN(told)) return
  const ahead = told + 500 - Date.now()
  // The header has whole seconds: below two, the two clocks are the same.
  aheadMs = Math.abs(ahead) < 2000 ? 0 : ahead
}

const pathOf = (template: string, params: Record<string, string> = {}): string =>
  template.replace(/:(\w+)/gu, (_, name: string) => encodeURIComponent(params[name] ?? ''))

export function queryOf(query: unknown): string {
  const parts = new URLSearchParams()
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined && value !== null && value !== '') parts.set(name, String(value))
  }
  const text = parts.toString()
  return text === '' ? '' : `?${text}`
}

/** Whether the agent itself answered; a proxy before it, or another device at its address, answers with pages. */
const isOurs = (response: Response): boolean =>
  response.status === 204 || /^application\/(?:problem\+)?json\b/u.test(response.headers.get('content-type') ?? '')

const silences = {
  no_contact: 'trouble.no_contact_detail',
  timed_out: 'trouble.timed_out_detail',
  not_ours: 'trouble.not_ours_detail',
} as const

const silence = (code: keyof typeof silences): Trouble => ({
  status: 0,
  code,
  title: t('trouble.no_contact'),
  detail: t(silences[code]),
  errors: [],
  retryAfterSeconds: null,
})

/** That the agent did not answer; also where it was a part of the page that it did not give. */
export const noContact = (): Trouble => silence('no_contact')

async function troubleOf(response: Response): Promise<Trouble> {
  const told: Partial<Problem & { since: string }> = await response.json().catch(() => ({}))
  const wait = Number(response.headers.get('retry-after'))
  return {
    status: response.status,
    code: told.code ?? 'unexpected',
    title: told.title ?? t('trouble.unexpected'),
    detail: told.detail ?? t('trouble.unexpected_detail', { status: response.status }),
    errors: told.errors ?? [],
    retryAfterSeconds: wait > 0 ? wait : null,
    instance: told.instance,
    updatingSince: response.status === 503 && told.code === 'updating' ? told.since : undefined,
  }
}

/** Calls a route of the agent. Never throws: what went wrong is in the answer. */
export async function call<R extends Route>(
  route: R,
  input: Input<ByRoute[R]> = {},
): Promise<Answer<ResponseOf<ByRoute[R]>>> {
  const [method = 'GET', template = '/'] = route.split(' ')
  const deadline = AbortSignal.timeout(input.timeoutMs ?? 15_000)
  const headers: Record<string, string> = {
    accept: 'application/json',
    'accept-language': input.language ?? currentLanguage(),
    ...credential(),
  }
  if (input.body !== undefined) headers['content-type'] = 'application/json'
  try {
    const response = await fetch(pathOf(template, input.params) + queryOf(input.query), {
      method,
      headers,
      body: input.body === undefined ? null : JSON.stringify(input.body),
      signal: input.signal ? AbortSignal.any([deadline, input.signal]) : deadline,
      cache: 'no-store',
    })
    readClock(response.headers)
    demo ||= response.headers.has(demoHeader)
    if (!isOurs(response)) {
      watcher(false, response.status)
      return { ok: false, trouble: silence('not_ours') }
    }
    const trouble = response.ok ? null : await troubleOf(response)
    // Between two versions it is not the agent that answers.
    if (trouble?.updatingSince) watcher(false, response.status, trouble.updatingSince)
    else watcher(true, response.status)
    if (trouble) return { ok: false, trouble }
    const value = response.status === 204 ? null : await response.json()
    return { ok: true, value }
  } catch {
    if (!input.signal?.aborted) watcher(false, 0)
    return { ok: false, trouble: deadline.aborted ? silence('timed_out') : noContact() }
  }
}

/** What the agent said of a field, by the path the form uses (`user.email`); a list's items count to the list. */
export const errorAt = (trouble: Trouble | null, path: string): string | null =>
  trouble?.errors.find((error) => error.path === path || error.path.startsWith(`${path}[`))?.message ?? null

import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import type { BodyInput, Contract, QueryInput, ResponseOf } from '@sereno/shared/api/contract.ts'
import { type Api, api, type RouteName } from '@sereno/shared/api/index.ts'

interface Carried<C extends Contract> {
  query?: QueryInput<C>
  body?: BodyInput<C>
}

/** The agent's API, as one browser uses it. */
export interface Client {
  /** Whether the agent answers at all. */
  answers(): Promise<boolean>
  /** @throws when the agent does not answer with the status that the contract calls success */
  call<N extends RouteName>(name: N, carried?: Carried<Api[N]>): Promise<ResponseOf<Api[N]>>
  /** The session's cookie, for a browser that looks as the same person. */
  cookie(): string
  /** Plain text of a route, such as `/metrics`. */
  text(path: string): Promise<string>
  /** Hears the agent's events until `signal`; resolves once they flow. */
  follow(hear: (event: string, data: string) => void, signal: AbortSignal): Promise<void>
}

export function makeClient(origin: string): Client {
  let cookie = ''
  const ask = (path: string, method = 'GET', body?: unknown, signal?: AbortSignal) =>
    fetch(origin + path, {
      method,
      headers: { origin, cookie, accept: '*/*', ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal ? { signal } : {}),
    })
  const refused = async (path: string, response: Response) =>
    new Error(`${path}: ${response.status} ${await response.text()}`)

  return {
    answers: () =>
      ask('/healthz').then(
        async (response) => (await response.text()) !== '' && response.ok,
        () => false,
      ),
    async call(name, carried = {}) {
      const { path, method, status }: Contract = api[name]
      const query = carried.query ? `?${new URLSearchParams(carried.query as Record<string, string>)}` : ''
      const response = await ask(path + query, method, carried.body)
      if (response.status !== status) throw await refused(path, response)
      const set = response.headers.getSetCookie().map((one) => one.split(';')[0])
      if (set.length > 0) cookie = set.join('; ')
      const text = await response.text()
      return (text ? JSON.parse(text) : undefined) as ResponseOf<Api[typeof name]>
    },
    cookie: () => cookie,
    async text(path) {
      const response = await ask(path)
      if (!response.ok) throw await refused(path, response)
      return response.text()
    },
    async follow(hear, signal) {
      const response = await ask(api['events.stream'].path, 'GET', undefined, signal)
      if (!response.ok || response.body === null) throw await refused('/events', response)
      const input = Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0])
      input.on('error', () => {})
      let event = ''
      createInterface({ input })
        .on('line', (line) => {
          if (line.startsWith('event: ')) event = line.slice(7)
          else if (line.startsWith('data: ')) hear(event, line.slice(6))
        })
        .on('error', () => {})
    },
  }
}

import type { BodyInput, Contract, QueryInput, ResponseOf } from '@sereno/shared/api/contract.ts'
import { type Api, api, type RouteName } from '@sereno/shared/api/index.ts'
import type { Running } from './running.ts'

interface Said {
  id: number
  status?: number
  headers?: Record<string, string | string[] | undefined>
  body?: string
  event?: string
  data?: unknown
  fault?: string
}

/** What a request carries besides its route. */
interface Carried<C extends Contract> {
  /** Values for `:id` and its like in the path. */
  at?: Record<string, string>
  query?: QueryInput<C>
  body?: BodyInput<C>
}

/** One server-sent event. */
export interface Happening {
  event: string
  data: unknown
}

/** The agent's API as the tests use it. */
export interface Client {
  /** @throws when the agent does not answer with the status that the contract calls success */
  call<N extends RouteName>(name: N, carried?: Carried<Api[N]>): Promise<ResponseOf<Api[N]>>
  /** Hands over each event of the agent's stream; resolves once it flows. */
  follow(hear: (happening: Happening) => void): Promise<void>
}

/** Speaks to the agent through the relay in its namespace. */
export function makeClient(relay: Running, port: number): Client {
  let last = 0
  /** Kept as a browser keeps it. */
  let cookies: Record<string, string> = {}
  const waiting = new Map<number, (said: Said) => void>()
  relay.onLine((line) => {
    if (!line.startsWith('{')) return
    const said = JSON.parse(line) as Said
    waiting.get(said.id)?.(said)
  })

  const origin = `http://127.0.0.1:${port}`
  const ask = (method: string, path: string, body: unknown, follow: ((said: Said) => void) | null): Promise<Said> => {
    last += 1
    const id = last
    const content = body === undefined ? {} : { 'content-type': 'application/json' }
    const headers = { accept: 'application/json', origin, host: `127.0.0.1:${port}`, ...content, ...cookies }
    const { promise, resolve } = Promise.withResolvers<Said>()
    let answered = false
    waiting.set(id, (said) => {
      if (!follow) waiting.delete(id)
      if (answered) follow?.(said)
      else resolve(said)
      answered = true
    })
    const text = body === undefined ? {} : { body: JSON.stringify(body) }
    relay.send(JSON.stringify({ id, method, path, headers, ...text, follow: follow !== null }))
    return promise
  }

  return {
    async call(name, carried = {}) {
      const contract: Contract = api[name]
      const path = contract.path.replace(/:(\w+)/gu, (_, key: string) => encodeURIComponent(carried.at?.[key] ?? ''))
      const query = carried.query ? `?${new URLSearchParams(carried.query as Record<string, string>)}` : ''
      const said = await ask(contract.method, path + query, carried.body, null)
      if (said.status !== contract.status) {
        throw new Error(`${contract.method} ${path}: ${said.fault ?? `${said.status} ${said.body}`}`)
      }
      const set = [said.headers?.['set-cookie'] ?? []].flat().map((one) => one.split(';')[0])
      if (set.length > 0) cookies = { cookie: set.join('; ') }
      return (said.body ? JSON.parse(said.body) : undefined) as ResponseOf<Api[typeof name]>
    },
    async follow(hear) {
      const said = await ask('GET', api['events.stream'].path, undefined, ({ event, data }) => {
        if (event !== undefined) hear({ event, data })
      })
      if (said.status !== 200) throw new Error(`the stream of events: ${said.fault ?? `${said.status} ${said.body}`}`)
    },
  }
}

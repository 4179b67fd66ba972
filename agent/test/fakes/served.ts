import { request as httpRequest, type IncomingHttpHeaders } from 'node:http'
import { join } from 'node:path'
import type { Contract } from '@sereno/shared/api/contract.ts'
import { api, type RouteName } from '@sereno/shared/api/index.ts'
import { onTestFinished } from 'vitest'
import { makeApp } from '../../src/api/app.ts'
import type { Handlers } from '../../src/api/handlers.ts'
import { makeHandlers } from '../../src/api/routes/index.ts'
import { serve } from '../../src/api/server.ts'
import { makeSite } from '../../src/api/static.ts'
import { makeHouse, type PretendHouse } from './house.ts'

export interface Answered {
  status: number
  headers: IncomingHttpHeaders
  text: string
  bytes: Buffer
  // What a body holds is the test's business: it looks at single fields of it.
  json: Record<string, unknown>
}

export interface Asking {
  headers?: Record<string, string>
  /** Sent as JSON. */
  json?: unknown
  /** Sent as it is. */
  body?: string | Buffer
  /** The client's own address, another of 127.0.0.0/8. */
  from?: string
}
export type Ask = (method: string, path: string, asking?: Asking) => Promise<Answered>

export interface Served {
  house: PretendHouse
  port: number
  host: string
  ask: Ask
}

/** A house behind the real door on a port of its own, with real stores; closed when the test ends. */
export async function served(
  change: (handlers: Handlers<RouteName>) => Handlers<RouteName> = (all) => all,
): Promise<Served> {
  const house = await makeHouse()
  const site = makeSite(join(house.folder, 'dist'))
  const serving = await serve(makeApp(house, keepingPromises(change(makeHandlers(house))), site), {
    host: '127.0.0.1',
    port: 0,
  })
  onTestFinished(async () => {
    await serving.close()
    await house.close()
  })
  return { house, port: serving.port, host: `127.0.0.1:${serving.port}`, ask: asker(serving.port) }
}

/** Handlers whose answers are held against their contracts: one that differs fails its request. */
function keepingPromises(handlers: Handlers<RouteName>): Handlers<RouteName> {
  const checked = Object.entries<(call: never) => Promise<unknown>>(handlers).map(([name, handler]) => {
    const { response }: Contract = api[name as RouteName]
    const keeping = async (call: never) => {
      const answer = await handler(call)
      if (response !== null && !(answer instanceof Response)) response.parse(answer)
      return answer
    }
    return [name, keeping]
  })
  return Object.fromEntries(checked)
}

/** Asks with exactly the path and headers given: `fetch` would straighten the one and forbid some of the other. */
export const asker =
  (port: number): Ask =>
  (method, path, { headers = {}, json, from, body = json === undefined ? undefined : JSON.stringify(json) } = {}) =>
    new Promise((resolve, reject) => {
      const type = json === undefined ? {} : { 'content-type': 'application/json' }
      const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }
      const asked = httpRequest(
        {
          host: '127.0.0.1',
          port,
          method,
          path,
          headers: { ...type, ...length, ...headers },
          ...(from && { localAddress: from }),
        },
        (answer) => {
          const parts: Buffer[] = []
          answer.on('data', (part: Buffer) => parts.push(part))
          answer.on('end', () => {
            const bytes = Buffer.concat(parts)
            const text = bytes.toString()
            const isJson = /json/u.test(answer.headers['content-type'] ?? '')
            resolve({
              status: answer.statusCode ?? 0,
              headers: answer.headers,
              text,
              bytes,
              json: isJson && text !== '' ? JSON.parse(text) : {},
            })
          })
          answer.on('error', reject)
        },
      )
      asked.on('error', reject)
      asked.end(body)
    })

export const goodPassword = 'Kitchen-Printer-7'

export const firstSetUp = (code: string) => ({
  code,
  company: 'Bar Pepe',
  timezone: 'Europe/Madrid',
  language: 'es',
  user: {
    username: 'ana',
    fullName: 'Ana Puig',
    email: 'ana@example.com',
    phone: '+34600111222',
    password: goodPassword,
  },
})

/** The part of a `Set-Cookie` that a browser sends back. */
export const cookieOf = ({ headers }: Answered): string => headers['set-cookie']?.[0]?.split(';')[0] ?? ''

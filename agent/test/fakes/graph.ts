import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import { graphVersion } from '../../src/channels/graph.ts'
import { type GraphError, refusal } from './graph-errors.ts'
import { pageCalls } from './graph-page.ts'
import { phoneCalls } from './graph-phone.ts'

/** The app, the page and the number that are there, and what opens them. */
export const app = { id: '1111', secret: 'the-secret-of-the-app' }
export const page = { id: '2222', name: 'Bar Pepe', token: 'page-token' }
export const phone = { id: '3333', display: '+34 600 11 12 13', token: 'phone-token', account: '4444' }

/** Somebody on Facebook or WhatsApp, as Meta knows them. */
export interface MetaPerson {
  name: string
  /** When they last wrote, ms since 1970; `null`: never. */
  lastInAt: number | null
  isBlocked: boolean
}

/** A message that Meta took. */
export interface MetaSent {
  id: string
  to: string
  /** The text; of a file its name, of a template its name and language. */
  text: string
  kind: 'text' | 'file' | 'template'
  bytes?: Buffer
}

/** One call, before Meta looks at what it asks. */
export interface MetaCall {
  method: string
  path: string
  query: URLSearchParams
  token: string
  headers: Record<string, string>
  body: Buffer
}

export type Reply = { json: unknown } | { bytes: Buffer; type: string } | GraphError
type Step = 'go' | 'drop' | 'hang' | 'take_and_drop' | GraphError

export interface MetaState {
  now(): number
  url: string
  people: Map<string, MetaPerson>
  /** In the order in which Meta took them. */
  sent: MetaSent[]
  /** When each token ends, ms since 1970; 0: never. One that is not here is none. */
  tokens: Map<string, number>
  /** Fields that the app is subscribed to on the page; whether it is on the number's account. */
  pageFields: string[] | null
  isAccountHooked: boolean
  templates: Set<string>
  /** Files by their id: of contacts, and of ours that wait for a message. */
  media: Map<string, { bytes: Buffer; type: string; name: string }>
}

export interface FakeGraph extends MetaState {
  calls: MetaCall[]
  /** What happens to a call first: `take_and_drop`, Meta does it, and the line drops before it says so. */
  step: (call: MetaCall) => Step | Promise<Step>
  close(): Promise<void>
}

/** A Graph API on loopback that does what Meta documents, and refuses what Meta refuses; gone when the test ends. */
export async function startGraph(now: () => number = Date.now): Promise<FakeGraph> {
  const graph = await openGraph(now)
  onTestFinished(() => graph.close())
  return graph
}

/** The same for whoever closes it. */
export async function openGraph(now: () => number = Date.now): Promise<FakeGraph> {
  const server = createServer((request, response) => void listen(request, response))
  const graph: FakeGraph = {
    now,
    url: '',
    people: new Map(),
    sent: [],
    tokens: new Map([
      [page.token, 0],
      [phone.token, 0],
    ]),
    pageFields: ['messages', 'message_deliveries', 'message_reads'],
    isAccountHooked: true,
    templates: new Set(['hello_again es']),
    media: new Map(),
    calls: [],
    step: () => 'go',
    async close() {
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
    },
  }
  async function listen(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    const { pathname, searchParams: query } = new URL(request.url ?? '/', graph.url)
    const headers = request.headers as Record<string, string>
    const token = /^Bearer (.+)$/u.exec(headers.authorization ?? '')?.[1] ?? query.get('access_token') ?? ''
    const call = { method: request.method ?? '', path: pathname, query, token, headers, body: Buffer.concat(parts) }
    graph.calls.push(call)
    const step = await graph.step(call)
    if (step === 'drop') return void request.socket.destroy()
    if (step === 'hang') return
    const reply = typeof step === 'object' ? step : await answer(graph, call)
    if (step === 'take_and_drop') return void request.socket.destroy()
    if ('bytes' in reply) return void response.writeHead(200, { 'content-type': reply.type }).end(reply.bytes)
    const [status, json] = 'json' in reply ? [200, reply.json] : [reply.status, { error: reply.error }]
    const more = 'headers' in reply ? reply.headers : {}
    const date = new Date(graph.now()).toUTCString()
    response.writeHead(status, { 'content-type': 'application/json; charset=UTF-8', date, ...more })
    response.end(JSON.stringify(json))
  }
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  graph.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return graph
}

async function answer(graph: MetaState, call: MetaCall): Promise<Reply> {
  const { path, token } = call
  // Files lie elsewhere at Meta: those of Messenger open to whoever has the address, those of WhatsApp by the token.
  const file = /^\/file\/(open|closed)\/(\w+)/u.exec(path)
  if (file) {
    const kept = graph.media.get(file[2] ?? '')
    if (kept === undefined || (file[1] === 'closed' && !isGood(graph, token))) return refusal(404, 100)
    return { bytes: kept.bytes, type: kept.type }
  }
  const [, version, ...rest] = path.split('/')
  if (version !== graphVersion) return refusal(400, 2500, 'Unknown path components')
  if (token === '') return refusal(400, 2500, 'An active access token must be used')
  const [first = '', ...more] = rest.map(decodeURIComponent)
  if (first === 'debug_token') return debugToken(graph, call)
  if (!isGood(graph, token)) return refusal(401, 190, 'Error validating access token: Session has expired')
  if (first === 'app') return { json: { id: app.id, name: 'Sereno of Bar Pepe' } }
  const answered = token.startsWith(page.token)
    ? await pageCalls(graph, call, [first, ...more])
    : await phoneCalls(graph, call, [first, ...more])
  return answered ?? refusal(400, 100, 'Unsupported request. Object does not exist or missing permissions', 33)
}

function isGood(graph: MetaState, token: string): boolean {
  const until = graph.tokens.get(token)
  return until !== undefined && (until === 0 || until > graph.now())
}

/** Only the app itself is told. */
function debugToken(graph: MetaState, { token, query }: MetaCall): Reply {
  if (token !== `${app.id}|${app.secret}`) return refusal(401, 190, 'Invalid OAuth access token signature')
  const asked = query.get('input_token') ?? ''
  const until = graph.tokens.get(asked)
  if (until === undefined) return { json: { data: { is_valid: false, error: { code: 190, message: 'Invalid' } } } }
  const scope = { scope: 'whatsapp_business_management', target_ids: [phone.account] }
  return {
    json: {
      data: {
        app_id: app.id,
        type: asked.startsWith(page.token) ? 'PAGE' : 'SYSTEM_USER',
        is_valid: isGood(graph, asked),
        expires_at: Math.floor(until / 1000),
        granular_scopes: asked.startsWith(page.token) ? [{ scope: 'pages_messaging' }] : [scope],
      },
    },
  }
}

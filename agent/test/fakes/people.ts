import { cookieOf, type Served, served } from './served.ts'
import { setUp } from './set-up.ts'

export const users = '/api/v1/users'
export const eva = { username: 'eva', fullName: 'Eva Roig', email: 'eva@example.com', role: 'operator' }

export interface Here extends Served {
  cookie: string
  as(cookie: string): (method: string, path: string, json?: unknown) => ReturnType<Served['ask']>
  ana: ReturnType<Here['as']>
}

/** A house that Ana has set up, its admin. */
export async function withAna(): Promise<Here> {
  const here = await served()
  const cookie = await setUp(here)
  const as = (own: string) => (method: string, path: string, json?: unknown) =>
    here.ask(method, path, { headers: { cookie: own }, ...(json !== undefined && { json }) })
  return { ...here, cookie, as, ana: as(cookie) }
}

/** The mails that wait, once. */
export const mailed = async ({ house }: Here) => house.store.outbox.claim(house.clock.now(), 50)

/** Eva, invited and in; her cookie and id. */
export async function withEva(here: Here, more: object = {}): Promise<{ id: string; cookie: string }> {
  const { json } = await here.ana('POST', users, { ...eva, ...more })
  const [welcome] = await mailed(here)
  const token = /#([\w-]{43})/u.exec(welcome?.text ?? '')?.[1] ?? ''
  const password = 'Eva-Password-11'
  await here.ask('POST', '/api/v1/recovery/complete', { json: { username: 'eva', token, password, repeat: password } })
  const cookie = cookieOf(await here.ask('POST', '/api/v1/session', { json: { login: 'eva', password } }))
  await mailed(here)
  return { id: String(json.id), cookie }
}

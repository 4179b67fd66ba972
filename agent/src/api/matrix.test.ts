import { randomUUID } from 'node:crypto'
import type { Access } from '@sereno/shared/api/contract.ts'
import { scopes } from '@sereno/shared/token.ts'
import { type Role, roles } from '@sereno/shared/user.ts'
import { describe, expect, it } from 'vitest'
import { noon } from '../../test/fakes/house.ts'
import { newUser } from '../../test/fakes/new-user.ts'
import { goodPassword, type Served, served } from '../../test/fakes/served.ts'
import { setUp, tokenOf } from '../../test/fakes/set-up.ts'
import { hashSecret, newSecret } from '../services/secret.ts'

const day = 86_400_000

interface Route {
  method: string
  url: string
  access: Access
}
type Headers = Record<string, string>
type Verdict = 'in' | 401 | 403

/** Every route that a running agent tells of, with an id that nothing has. */
async function routesOf({ ask }: Served, cookie: string): Promise<Route[]> {
  const { json } = await ask('GET', '/openapi.json', { headers: { cookie } })
  const paths = json.paths as Record<string, Record<string, { 'x-access': Access }>>
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      method: method.toUpperCase(),
      url: path.replace(/\{\w+\}/gu, 'abc'),
      access: operation['x-access'],
    })),
  )
}

/** Whether the door opens. HEAD and an unknown field stop short of doing anything, also where a route would end the agent. */
async function knock({ ask }: Served, { method, url }: Route, headers: Headers): Promise<Verdict> {
  const answer =
    method === 'GET' ? await ask('HEAD', url, { headers }) : await ask(method, url, { headers, json: { x: 1 } })
  expect(answer.status, `${method} ${url}`).toBeLessThan(500)
  if (answer.status !== 401 && answer.status !== 403) return 'in'
  const code = answer.status === 401 ? 'not_signed_in' : 'not_allowed'
  if (method !== 'GET') expect([method, url, answer.json.code]).toEqual([method, url, code])
  return answer.status
}

/** Asks every route and compares with what the matrix says. */
async function tryAll(here: Served, routes: Route[], who: string, headers: Headers, says: (access: Access) => Verdict) {
  const differing: string[] = []
  for (const route of routes) {
    const told = route.access === 'public' ? 'in' : says(route.access)
    const found = await knock(here, route, headers)
    if (found !== told) differing.push(`${who}: ${route.method} ${route.url} is ${found}, not ${told}`)
  }
  expect(differing).toEqual([])
}

/** Routes by what a person of a role may. */
const byRole = (role: Role) => (access: Access) => (access === 'public' || access.roles.includes(role) ? 'in' : 403)

async function house() {
  const here = await served()
  const cookie = await setUp(here)
  return { here, cookie, routes: await routesOf(here, cookie) }
}

async function addUser({ house }: Served, role: Role, disabledAt: number | null = null): Promise<string> {
  const id = randomUUID()
  const named = newUser({ id, username: `u${id.slice(0, 8)}`, email: `${id}@bar.example`, phone: null })
  await house.store.people.addUser({ ...named, role, disabledAt, createdAt: noon }, [], [])
  return id
}

/** The cookie of a session that was last used some time ago. */
async function cookieFor({ house }: Served, userId: string, begun = noon, used = begun): Promise<Headers> {
  const secret = newSecret()
  const session = { id: randomUUID(), hash: hashSecret(secret), userId, address: '192.0.2.1', browser: 'test' }
  await house.store.people.addSession({ ...session, createdAt: begun, lastUsedAt: used })
  return { cookie: `sereno_session=${secret}` }
}

const bearer = (secret: unknown): Headers => ({ authorization: `Bearer ${secret}` })

/** The token of an iPad, paired by the app password. */
async function pair({ ask }: Served, cookie: string): Promise<Headers> {
  const json = { password: goodPassword, repeat: goodPassword }
  await ask('PUT', '/api/v1/account/app-password', { json, headers: { cookie } })
  const paired = await ask('POST', '/api/v1/checkins/pair', { json: { appPassword: goodPassword, name: 'Bar' } })
  return bearer(paired.json.token)
}

describe('the matrix of roles and routes, as a running agent tells it', () => {
  it.each(roles)('lets a browser of the role %s do what it says, and no more', async (role) => {
    const { here, routes } = await house()
    await tryAll(here, routes, role, await cookieFor(here, await addUser(here, role)), byRole(role))
  })

  it.each(roles)('lets a token of the role %s do what role and scope both allow, and no more', async (role) => {
    const { here, routes } = await house()
    const userId = await addUser(here, role)
    for (const scope of scopes) {
      const headers = bearer(await tokenOf(here.house, userId, [scope]))
      await tryAll(here, routes, `${role} with ${scope}`, headers, (access) =>
        access !== 'public' && [access.scope, 'admin'].includes(scope) ? byRole(role)(access) : 403,
      )
    }
  })

  it('lets a paired iPad do what is said to be for iPads, and nothing once it is paired anew', async () => {
    const { here, cookie, routes } = await house()
    const before = await pair(here, cookie)
    await tryAll(here, routes, 'iPad', before, (access) => (access !== 'public' && access.iPads ? 'in' : 403))
    await pair(here, cookie)
    await tryAll(here, routes, 'iPad of before', before, () => 401)
  })

  it('lets a guest, and whoever shows what is unknown, expired or revoked, do what is public and no more', async () => {
    const { here, cookie, routes } = await house()
    const admin = await addUser(here, 'admin')
    const gone = await addUser(here, 'admin', noon)
    const made = await here.ask('POST', '/api/v1/tokens', {
      json: { name: 'POS', scopes: ['admin'] },
      headers: { cookie },
    })
    await here.ask('DELETE', `/api/v1/tokens/${made.json.id}`, { headers: { cookie } })
    const ended = cookieFor(here, admin)
    const outside: Record<string, Headers> = {
      guest: {},
      'unknown session': { cookie: 'sereno_session=wrong' },
      'unknown token': bearer('sereno_wrong'),
      'unknown token with a good session': { cookie, ...bearer('sereno_wrong') },
      'other scheme': { authorization: 'Basic YW5hOktpdGNoZW4tUHJpbnRlci03' },
      'revoked token': bearer(made.json.token),
      'disabled user': await cookieFor(here, gone),
      'token of a disabled user': bearer(await tokenOf(here.house, gone, ['admin'])),
      'session signed out': await ended.then(async (headers) => {
        await here.ask('DELETE', '/api/v1/session', { headers })
        return headers
      }),
      'session idle for seven days': await cookieFor(here, admin, noon - 8 * day, noon - 7 * day),
      'session of thirty days': await cookieFor(here, admin, noon - 30 * day, noon),
    }
    for (const [who, headers] of Object.entries(outside)) await tryAll(here, routes, who, headers, () => 401)
  })
})

import type { Contract } from '@sereno/shared/api/contract.ts'
import { api } from '@sereno/shared/api/index.ts'
import { scopes } from '@sereno/shared/token.ts'
import { roles } from '@sereno/shared/user.ts'
import { describe, expect, it } from 'vitest'
import { noon } from '../../test/fakes/house.ts'
import { served } from '../../test/fakes/served.ts'
import { addPerson, setUp, tokenOf } from '../../test/fakes/set-up.ts'

const guarded = Object.entries<Contract>(api).flatMap(([name, { access, method, path }]) =>
  access === 'public' ? [] : [{ name, access, method, url: path.replace(/:\w+/gu, 'abc') }],
)

describe('the matrix of routes, scopes and roles', () => {
  it.each(roles)('lets a token of a person with the role %s do what both allow, and no more', async (role) => {
    const { house, ask } = await served()
    const userId = await addPerson(house, role)
    for (const scope of scopes) {
      const headers = { authorization: `Bearer ${await tokenOf(house, userId, [scope])}` }
      for (const { name, access, method, url } of guarded) {
        const may = access.roles.includes(role) && [access.scope, 'admin'].includes(scope)
        // HEAD and an unknown field stop short of doing anything; what matters is whether the door opened.
        const answer =
          method === 'GET' ? await ask('HEAD', url, { headers }) : await ask(method, url, { headers, json: { x: 1 } })
        expect([name, scope, answer.status === 403], `${name} with ${scope}`).toEqual([name, scope, !may])
        expect([name, answer.status], name).not.toEqual([name, 401])
      }
    }
  })
})

describe('tokens', () => {
  it('show their secret once, act as their maker, and say when they were last used', async () => {
    const here = await served()
    const headers = { cookie: await setUp(here) }
    const made = await here.ask('POST', '/api/v1/tokens', { json: { name: 'POS', scopes: ['status:read'] }, headers })
    expect(made.status).toBe(201)
    expect(made.json).toMatchObject({ name: 'POS', scopes: ['status:read'], expiresAt: null, lastUsedAt: null })
    const secret = String(made.json.token)
    expect(secret).toMatch(/^sereno_[\w-]{43}$/u)
    const me = await here.ask('GET', '/api/v1/session', { headers: { authorization: `Bearer ${secret}` } })
    expect(me.json).toMatchObject({ user: { username: 'ana' } })
    const list = await here.ask('GET', '/api/v1/tokens', { headers })
    expect(list.text).not.toContain(secret)
    expect(list.json.items).toMatchObject([{ name: 'POS', lastUsedAt: new Date(noon).toISOString() }])
  })

  it('are worth nothing once revoked', async () => {
    const here = await served()
    const headers = { cookie: await setUp(here) }
    const made = await here.ask('POST', '/api/v1/tokens', { json: { name: 'POS', scopes: ['admin'] }, headers })
    const bearer = { authorization: `Bearer ${made.json.token}` }
    expect((await here.ask('GET', '/api/v1/session', { headers: bearer })).status).toBe(200)
    expect((await here.ask('DELETE', `/api/v1/tokens/${made.json.id}`, { headers })).status).toBe(204)
    expect((await here.ask('GET', '/api/v1/session', { headers: bearer })).status).toBe(401)
    expect((await here.ask('DELETE', `/api/v1/tokens/${made.json.id}`, { headers })).status).toBe(404)
  })

  it('expire, and a clock set back brings none to life', async () => {
    const here = await served()
    const headers = { cookie: await setUp(here) }
    const json = { name: 'POS', scopes: ['admin'], expiresAt: '2026-11-21T13:00:00+00:00' }
    const made = await here.ask('POST', '/api/v1/tokens', { json, headers })
    const bearer = { authorization: `Bearer ${made.json.token}` }
    expect((await here.ask('GET', '/api/v1/session', { headers: bearer })).status).toBe(200)
    here.house.clock.at += 3_600_000
    expect((await here.ask('GET', '/api/v1/session', { headers: bearer })).status).toBe(401)
    here.house.clock.at -= 3_600_000
    expect((await here.ask('GET', '/api/v1/session', { headers: bearer })).status).toBe(401)
  })

  it('cannot be made expired', async () => {
    const here = await served()
    const headers = { cookie: await setUp(here), 'accept-language': 'en' }
    const json = { name: 'POS', scopes: ['admin'], expiresAt: '2026-11-21T11:00:00Z' }
    const answer = await here.ask('POST', '/api/v1/tokens', { json, headers })
    expect(answer.json.errors).toEqual([{ path: 'expiresAt', message: 'This moment has passed already.' }])
  })

  it('need no origin, and a wrong one is not saved by a cookie', async () => {
    const here = await served()
    const cookie = await setUp(here)
    const made = await here.ask('POST', '/api/v1/tokens', {
      json: { name: 'a', scopes: ['admin'] },
      headers: { cookie },
    })
    const elsewhere = { authorization: `Bearer ${made.json.token}`, origin: 'https://pos.example' }
    const json = { name: 'b', scopes: ['chat'] }
    expect((await here.ask('POST', '/api/v1/tokens', { json, headers: elsewhere })).status).toBe(201)
    const both = { authorization: 'Bearer wrong', cookie }
    expect((await here.ask('POST', '/api/v1/tokens', { json, headers: both })).status).toBe(401)
  })
})

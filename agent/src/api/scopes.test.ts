import { describe, expect, it } from 'vitest'
import { noon } from '../../test/fakes/house.ts'
import { served } from '../../test/fakes/served.ts'
import { setUp } from '../../test/fakes/set-up.ts'

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

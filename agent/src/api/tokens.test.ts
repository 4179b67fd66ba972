import { describe, expect, it } from 'vitest'
import { mailed, withAna, withEva } from '../../test/fakes/people.ts'
import { settleTokens } from '../services/tokens/settle-tokens.ts'

const tokens = '/api/v1/tokens'
const session = '/api/v1/session'
const day = 86_400_000
const bearer = (made: { json: Record<string, unknown> }) => ({ authorization: `Bearer ${made.json.token}` })

async function withToken(more: object = {}) {
  const here = await withAna()
  const made = await here.ana('POST', tokens, { name: 'POS', scopes: ['admin'], ...more })
  const come = async (one = made) => (await here.ask('GET', session, { headers: bearer(one) })).status
  const listed = async () => (await here.ana('GET', tokens)).json.items as Record<string, unknown>[]
  return { here, made, come, listed, id: String(made.json.id) }
}

describe('a token with addresses', () => {
  it('is worth nothing from anywhere else, as if it were unknown', async () => {
    const { here, made, come, listed } = await withToken({ addresses: ['192.168.1.0/24', '2001:db8::/32'] })
    expect([made.status, await come()]).toEqual([201, 401])
    const unknown = await here.ask('GET', session, { headers: { authorization: 'Bearer sereno_unknown' } })
    expect((await here.ask('GET', session, { headers: bearer(made) })).json).toEqual(unknown.json)
    expect(await listed()).toMatchObject([{ lastUsedAt: null, lastAddress: null }])
  })

  it('comes from the ones it names, and says where it was last used', async () => {
    const { come, listed } = await withToken({ addresses: ['127.0.0.0/8'] })
    expect(await come()).toBe(200)
    expect(await listed()).toMatchObject([{ lastAddress: '127.0.0.1', addresses: ['127.0.0.0/8'], owner: 'Ana Puig' }])
  })

  it.each([['kitchen'], ['10.0.0.0/40'], ['10.0.0.256'], [''], ['fe80::1%eth0']])(
    'does not take %j',
    async (address) => {
      const { made } = await withToken({ addresses: [address] })
      expect([made.status, made.json.errors]).toMatchObject([422, [{ path: 'addresses[0]' }]])
    },
  )

  it('has ten at most', async () => {
    const { made } = await withToken({ addresses: Array.from({ length: 11 }, (_, n) => `10.0.0.${n}`) })
    expect([made.status, made.json.errors]).toMatchObject([422, [{ path: 'addresses' }]])
  })
})

describe('a token that is replaced', () => {
  it('works for a day more beside the new one, which lives as long as it did', async () => {
    const { here, come, listed, id } = await withToken({ expiresAt: '2026-12-21T12:00:00Z', addresses: ['127.0.0.1'] })
    here.house.clock.at += 5 * day
    const made = await here.ana('POST', `${tokens}/${id}/rotate`)
    expect(made.status).toBe(201)
    expect(made.json).toMatchObject({
      name: 'POS',
      scopes: ['admin'],
      addresses: ['127.0.0.1'],
      expiresAt: '2026-12-26T12:00:00.000Z',
      replacedAt: null,
    })
    expect([await come(), await come(made)]).toEqual([200, 200])
    const old = (await listed()).find((token) => token.id === id)
    expect(old).toMatchObject({ replacedAt: '2026-11-26T12:00:00.000Z', expiresAt: '2026-11-27T12:00:00.000Z' })
    expect((await here.ana('POST', `${tokens}/${id}/rotate`)).status).toBe(409)
    here.house.clock.at += day
    expect([await come(), await come(made)]).toEqual([401, 200])
  })

  it('acts as whoever replaced it, and its owner is told: nobody gets a secret to act as another', async () => {
    const { here, id } = await withToken()
    const eva = here.as((await withEva(here, { role: 'admin' })).cookie)
    const made = await eva('POST', `${tokens}/${id}/rotate`)
    expect([made.status, made.json.owner]).toEqual([201, 'Eva Roig'])
    expect((await here.ask('GET', session, { headers: bearer(made) })).json.user).toMatchObject({ username: 'eva' })
    expect((await mailed(here)).map(({ to, subject }) => [to, subject])).toEqual([
      ['ana@example.com', 'Se ha sustituido el token «POS» de Bar Pepe'],
    ])
  })

  it('does not live longer by that', async () => {
    const { here, come, id } = await withToken({ expiresAt: '2026-11-21T13:00:00Z' })
    expect((await here.ana('POST', `${tokens}/${id}/rotate`)).status).toBe(201)
    here.house.clock.at += 3_600_000
    expect(await come()).toBe(401)
    expect((await here.ana('POST', `${tokens}/${id}/rotate`)).status).toBe(404)
  })
})

describe('the owner of a token', () => {
  it('is told by mail when it is revoked, and its streams end', async () => {
    const { here, id, come } = await withToken()
    const ended: string[] = []
    here.house.bus.on('access.ended', (holder) => ended.push(holder))
    expect((await here.ana('DELETE', `${tokens}/${id}`)).status).toBe(204)
    expect([ended, await come()]).toEqual([[`token:${id}`], 401])
    const [mail] = await mailed(here)
    expect([mail?.to, mail?.subject]).toEqual(['ana@example.com', expect.stringContaining('POS')])
    expect(mail?.text).toContain('http://sereno.local:7373/account/tokens')
  })

  it('P40 is told at a confirmed address seven days before it ends, and a day, once each', async () => {
    const { here } = await withToken({ expiresAt: '2026-12-21T12:00:00Z' })
    const { people } = here.house.store
    const ana = (await people.findLogin('ana'))?.id ?? ''
    await people.changeUser(ana, { emailConfirmedAt: here.house.clock.now() }, [], [])
    await here.ana('POST', tokens, { name: 'short', scopes: ['admin'], expiresAt: '2026-11-23T12:00:00Z' })
    await here.ana('POST', tokens, { name: 'for ever', scopes: ['admin'] })
    const told = async (later: number) => {
      here.house.clock.at += later
      await settleTokens(here.house)
      return (await mailed(here)).map(({ subject }) => subject)
    }
    expect(await told(0)).toEqual([])
    expect(await told(22 * day)).toEqual([])
    here.house.watch.isClockTrusted = false
    expect(await told(day)).toEqual([])
    here.house.watch.isClockTrusted = true
    expect(await told(0)).toEqual([expect.stringContaining('POS')])
    expect(await told(day)).toEqual([])
    const { items } = (await here.house.store.tokens.list({ limit: 9 })) ?? {}
    expect(items.map(({ token }) => token.name)).toEqual(['for ever', 'POS'])
    expect(await told(4.5 * day)).toEqual([])
    expect(await told(day)).toEqual([expect.stringContaining('POS')])
    expect(await told(day / 4)).toEqual([])
  })

  it('has no token that works while they are disabled, and its streams end at once', async () => {
    const { here } = await withToken()
    const eva = await withEva(here, { role: 'admin' })
    const made = await here.as(eva.cookie)('POST', tokens, { name: 'Eva’s', scopes: ['status:read'] })
    const ended: string[] = []
    here.house.bus.on('access.ended', (holder) => ended.push(holder))
    await here.ana('PATCH', `/api/v1/users/${eva.id}`, { disabled: true })
    expect(ended).toContain(`user:${eva.id}`)
    expect((await here.ask('GET', session, { headers: bearer(made) })).status).toBe(401)
  })
})

it('no more than a hundred are made', async () => {
  const { here } = await withToken()
  const make = () => here.ana('POST', tokens, { name: 'POS', scopes: ['chat'] })
  for (let n = 1; n < 100; n += 1) await make()
  const refused = await make()
  expect([refused.status, refused.json.code]).toEqual([409, 'too_many_tokens'])
})

import { describe, expect, it } from 'vitest'
import { cookieOf, firstSetUp, goodPassword, type Served, served } from '../../test/fakes/served.ts'
import { setUp } from '../../test/fakes/set-up.ts'
import { claimCode } from '../services/setup/claim-code.ts'

const day = 86_400_000
const setup = '/api/v1/setup'
const session = '/api/v1/session'

describe('the first set-up', () => {
  it('is needed once, with the claim code, and signs in', async () => {
    const { house, ask } = await served()
    expect((await ask('GET', setup)).json).toEqual({ needed: true })
    const code = (await claimCode(house)) ?? ''
    expect(code).toMatch(/^[A-HJKMNP-Z2-9]{8}$/u)
    expect(await claimCode(house)).toBe(code)
    const typed = `${code.slice(0, 4).toLowerCase()}-${code.slice(4)}`
    const answer = await ask('POST', setup, { json: firstSetUp(typed) })
    expect(answer.status).toBe(201)
    expect(answer.json).toMatchObject({ user: { username: 'ana', role: 'admin' }, account: { company: 'Bar Pepe' } })
    expect(answer.text).not.toContain('argon2')
    expect((await ask('GET', session, { headers: { cookie: cookieOf(answer) } })).json).toEqual(answer.json)
    expect((await ask('GET', setup)).json).toEqual({ needed: false })
    expect(house.book.read().venue.name).toBe('Bar Pepe')
    const again = await ask('POST', setup, { json: firstSetUp(code) })
    expect([again.status, again.json.code]).toEqual([409, 'already_set_up'])
    expect(await house.store.keep.get('setup.code')).toBeNull()
  })

  it('tells a browser that comes what there is to do, and who is signed in, without a refusal', async () => {
    const { house, ask } = await served()
    const comes = async (headers = {}) => (await ask('GET', '/api/v1/start', { headers })).json
    expect(await comes()).toEqual({ setupNeeded: true, me: null })
    const cookie = await setUp({ house, ask } as Served)
    const known = (await ask('GET', session, { headers: { cookie } })).json
    expect(await comes({ cookie })).toEqual({ setupNeeded: false, me: known })
    const made = await ask('POST', '/api/v1/tokens', {
      json: { name: 'a script', scopes: ['admin'] },
      headers: { cookie },
    })
    expect(await comes({ authorization: `Bearer ${made.json.token}` })).toEqual({ setupNeeded: false, me: null })
    await ask('DELETE', session, { headers: { cookie } })
    expect(await comes({ cookie })).toEqual({ setupNeeded: false, me: null })
  })

  it('refuses a wrong code, and after ten asks to wait', async () => {
    const { house, ask } = await served()
    for (let n = 0; n < 10; n += 1) {
      const answer = await ask('POST', setup, { json: firstSetUp('WRONGONE') })
      expect([answer.status, answer.json.code]).toEqual([403, 'wrong_code'])
    }
    const code = (await claimCode(house)) ?? ''
    const early = await ask('POST', setup, { json: firstSetUp(code) })
    expect([early.status, early.headers['retry-after']]).toEqual([429, '60'])
    house.clock.at += 60_000
    expect((await ask('POST', setup, { json: firstSetUp(code) })).status).toBe(201)
  })

  it('tells of a code alone whether it is right, and counts the wrong ones as those of the set-up', async () => {
    const { house, ask } = await served()
    const code = (await claimCode(house)) ?? ''
    const right = await ask('POST', `${setup}/code`, { json: { code } })
    expect(right.status).toBe(204)
    for (let n = 0; n < 10; n += 1) {
      const answer = await ask('POST', `${setup}/code`, { json: { code: 'WRONGONE' } })
      expect([answer.status, answer.json.code]).toEqual([403, 'wrong_code'])
    }
    const late = await ask('POST', setup, { json: firstSetUp(code) })
    expect([late.status, late.headers['retry-after']]).toEqual([429, '60'])
    house.clock.at += 60_000
    expect((await ask('POST', setup, { json: firstSetUp(code) })).status).toBe(201)
    expect((await ask('POST', `${setup}/code`, { json: { code } })).json.code).toBe('already_set_up')
  })

  it('needs no name of the venue yet', async () => {
    const { house, ask } = await served()
    const { company: _, ...json } = firstSetUp((await claimCode(house)) ?? '')
    const answer = await ask('POST', setup, { json })
    expect(answer.json).toMatchObject({ account: { company: 'Sereno' } })
    expect(house.book.read().venue.name).toBe('Sereno')
  })

  it('makes one account of two set-ups at the same time', async () => {
    const { house, ask } = await served()
    const code = (await claimCode(house)) ?? ''
    const other = { ...firstSetUp(code), company: 'Other' }
    const answers = await Promise.all([
      ask('POST', setup, { json: firstSetUp(code) }),
      ask('POST', setup, { json: other }),
      ask('POST', setup, { json: other }),
    ])
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409])
    const made = answers.find(({ status }) => status === 201)
    expect(made?.json).toMatchObject({ account: { company: house.book.read().account?.company } })
  })

  it('takes no password that is the username', async () => {
    const { house, ask } = await served()
    const json = firstSetUp((await claimCode(house)) ?? '')
    json.user = { ...json.user, username: 'kitchen-printer-7', password: 'Kitchen-Printer-7' }
    const answer = await ask('POST', setup, { json })
    expect([answer.status, answer.json.errors]).toMatchObject([422, [{ path: 'user.password' }]])
  })
})

describe('signing in', () => {
  it('takes username, e-mail and phone', async () => {
    const here = await served()
    await setUp(here)
    for (const login of ['ana', ' ANA ', 'Ana@Example.com', '+34600111222']) {
      const answer = await here.ask('POST', session, { json: { login, password: goodPassword } })
      expect([login, answer.status]).toEqual([login, 201])
    }
  })

  it('gives a cookie that no script and no other site can use', async () => {
    const here = await served()
    await setUp(here)
    const json = { login: 'ana', password: goodPassword }
    const [cookie] = (await here.ask('POST', session, { json })).headers['set-cookie'] ?? []
    expect(cookie).toMatch(/^sereno_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=2592000$/u)
  })

  it('says the same of a name that exists and of one that does not', async () => {
    const here = await served()
    await setUp(here)
    const [known, unknown] = await Promise.all(
      ['ana', 'nobody'].map((login) => here.ask('POST', session, { json: { login, password: 'Wrong-Password-1' } })),
    )
    expect(known?.status).toBe(401)
    expect(unknown?.text).toBe(known?.text)
  })

  it('checks at most ten wrong passwords a minute for an account, also at once, and locks nobody out', async () => {
    const here = await served()
    await setUp(here)
    const wrong = { login: 'ana', password: 'Wrong-Password-1' }
    const answers = await Promise.all(Array.from({ length: 30 }, () => here.ask('POST', session, { json: wrong })))
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(10)
    const late = answers.filter(({ status }) => status === 429)
    expect(late).toHaveLength(20)
    for (const { headers, json } of late) expect([headers['retry-after'], json.code]).toEqual(['60', 'too_many'])
    here.house.clock.at += 61_000
    const right = { login: 'ana', password: goodPassword }
    expect((await here.ask('POST', session, { json: right })).status).toBe(201)
  })

  it('counts no right password', async () => {
    const here = await served()
    await setUp(here)
    const json = { login: 'ana', password: goodPassword }
    for (let n = 0; n < 12; n += 1) expect((await here.ask('POST', session, { json })).status).toBe(201)
  })

  it('ends the session that the browser had before', async () => {
    const here = await served()
    const old = await setUp(here)
    const json = { login: 'ana', password: goodPassword }
    const fresh = cookieOf(await here.ask('POST', session, { json, headers: { cookie: old } }))
    expect((await here.ask('GET', session, { headers: { cookie: old } })).status).toBe(401)
    expect((await here.ask('GET', session, { headers: { cookie: fresh } })).status).toBe(200)
  })
})

describe('sessions', () => {
  it('end after seven idle days, and a clock set back brings none to life', async () => {
    const here = await served()
    const cookie = await setUp(here)
    await usedAfter(here, cookie, 6 * day)
    await usedAfter(here, cookie, 6 * day)
    here.house.clock.at += 7 * day
    expect((await here.ask('GET', session, { headers: { cookie } })).status).toBe(401)
    here.house.clock.at -= 2 * day
    expect((await here.ask('GET', session, { headers: { cookie } })).status).toBe(401)
  })

  it('end after thirty days of use', async () => {
    const here = await served()
    const cookie = await setUp(here)
    for (let n = 1; n <= 5; n += 1) await usedAfter(here, cookie, 5.9 * day)
    here.house.clock.at += day
    expect((await here.ask('GET', session, { headers: { cookie } })).status).toBe(401)
  })

  it('survive a clock in doubt', async () => {
    const here = await served()
    const cookie = await setUp(here)
    here.house.watch.isClockTrusted = false
    here.house.clock.at += 300 * day
    expect((await here.ask('GET', session, { headers: { cookie } })).status).toBe(401)
    here.house.clock.at -= 300 * day
    expect((await here.ask('GET', session, { headers: { cookie } })).status).toBe(200)
  })

  it('can be seen and signed out one by one', async () => {
    const here = await served()
    const cookie = await setUp(here)
    const json = { login: 'ana', password: goodPassword }
    const other = cookieOf(await here.ask('POST', session, { json, headers: { 'user-agent': 'Kiosk 1' } }))
    const list = await here.ask('GET', '/api/v1/sessions', { headers: { cookie } })
    const items = list.json.items as { id: string; current: boolean; browser: string; address: string }[]
    expect(items).toHaveLength(2)
    const kiosk = items.find(({ current }) => !current)
    expect(kiosk).toMatchObject({ browser: 'Kiosk 1', address: '127.0.0.1' })
    expect((await here.ask('DELETE', `/api/v1/sessions/${kiosk?.id}`, { headers: { cookie } })).status).toBe(204)
    expect((await here.ask('GET', session, { headers: { cookie: other } })).status).toBe(401)
    expect((await here.ask('DELETE', `/api/v1/sessions/${kiosk?.id}`, { headers: { cookie } })).status).toBe(404)
    const out = await here.ask('DELETE', session, { headers: { cookie } })
    expect([out.status, out.headers['set-cookie']?.[0]]).toEqual([204, expect.stringContaining('Max-Age=0')])
    expect((await here.ask('GET', session, { headers: { cookie } })).status).toBe(401)
  })
})

describe('the account', () => {
  it('changes what is sent and keeps the rest', async () => {
    const here = await served()
    const headers = { cookie: await setUp(here) }
    const answer = await here.ask('PATCH', '/api/v1/account', { json: { language: 'ca' }, headers })
    expect([answer.status, answer.json]).toMatchObject([200, { language: 'ca', company: 'Bar Pepe' }])
    expect((await here.ask('GET', '/api/v1/account', { headers })).json).toEqual(answer.json)
  })

  it('lets someone in to mend it after venue.json was begun anew', async () => {
    const here = await served()
    await setUp(here)
    await here.house.book.change((draft) => {
      draft.account = null
    })
    const answer = await here.ask('POST', session, { json: { login: 'ana', password: goodPassword } })
    expect([answer.status, answer.json.account]).toMatchObject([201, { company: 'Bar Pepe', timezone: 'UTC' }])
    const headers = { cookie: cookieOf(answer) }
    const json = { company: 'Bar Nou', timezone: 'Europe/Madrid' }
    expect((await here.ask('PATCH', '/api/v1/account', { json, headers })).status).toBe(200)
    expect(here.house.book.read().account).toMatchObject({ ...json, email: 'ana@example.com' })
  })
})

/** Time passes, and the session is used. */
async function usedAfter({ house, ask }: Served, cookie: string, ms: number): Promise<void> {
  house.clock.at += ms
  expect((await ask('GET', session, { headers: { cookie } })).status).toBe(200)
}

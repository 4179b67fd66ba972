import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type Here, mailed, withAna, withEva } from '../../test/fakes/people.ts'
import { goodPassword as password } from '../../test/fakes/served.ts'
import { recoverHere } from '../services/recovery/recover-here.ts'
import { stepOf, totpAt } from '../services/second-step/totp.ts'
import { keyName, openSealer } from '../store/sealed.ts'

const totp = '/api/v1/me/totp'
const halfMinute = 30_000

const codeNow = ({ house }: Here, secret: string, offset = 0) => totpAt(secret, stepOf(house.clock.at) + offset)

/** Ana, whose second step is on; the clock is a step further, so that the next code is a fresh one. */
async function withStep() {
  const here = await withAna()
  const begun = await here.ana('POST', totp, { password })
  const secret = String(begun.json.secret)
  const confirmed = await here.ana('POST', `${totp}/confirm`, { code: codeNow(here, secret) })
  const mails = await mailed(here)
  here.house.clock.at += halfMinute
  const signIn = (more: object = {}) =>
    here.ask('POST', '/api/v1/session', { json: { login: 'ana', password, ...more } })
  return { here, secret, begun, confirmed, mails, signIn, codes: confirmed.json.recoveryCodes as string[] }
}

describe('the second step', () => {
  it('is on once a code was confirmed, gives ten recovery codes, and tells the person', async () => {
    const { here, begun, confirmed, codes, mails, secret } = await withStep()
    expect([begun.status, confirmed.status, new Set(codes).size]).toEqual([201, 200, 10])
    expect(String(begun.json.uri)).toMatch(/^otpauth:\/\/totp\/Sereno.*:ana\?secret=[A-Z2-7]{32}&/u)
    expect(mails.map(({ to, text }) => [to, text.includes(secret)])).toEqual([['ana@example.com', false]])
    expect((await here.ana('GET', '/api/v1/me')).json.secondStep).toBe(true)
    expect((await here.ana('POST', totp, { password })).status).toBe(409)
    expect((await here.ana('POST', `${totp}/confirm`, { code: codeNow(here, secret) })).status).toBe(409)
  })

  it('counts for nothing before that', async () => {
    const here = await withAna()
    const { json } = await here.ana('POST', totp, { password })
    const wrong = await here.ana('POST', `${totp}/confirm`, { code: '000000' })
    expect([wrong.status, wrong.json.errors]).toMatchObject([422, [{ path: 'code' }]])
    expect((await here.ana('GET', '/api/v1/me')).json.secondStep).toBe(false)
    expect((await here.ask('POST', '/api/v1/session', { json: { login: 'ana', password } })).status).toBe(201)
    // Who begins again has another secret, and the first is over.
    await here.ana('POST', totp, { password })
    const stale = await here.ana('POST', `${totp}/confirm`, { code: codeNow(here, String(json.secret)) })
    expect(stale.status).toBe(422)
  })

  it('is asked for after the right password alone, and opens no session without a code', async () => {
    const { signIn, here, secret } = await withStep()
    const asked = await signIn()
    expect([asked.status, asked.json.code, asked.headers['set-cookie']]).toEqual([401, 'second_step', undefined])
    const wrong = await signIn({ password: 'Not-The-Right-1', code: codeNow(here, secret) })
    const nobody = await signIn({ login: 'nobody', code: '123456' })
    expect([wrong.status, wrong.json]).toEqual([nobody.status, nobody.json])
    expect(wrong.json.code).toBe('wrong_login')
    expect((await signIn({ code: codeNow(here, secret) })).status).toBe(201)
  })

  it('takes no code twice, nor one before it, and of its neighbours only those beside the clock', async () => {
    const { signIn, here, secret } = await withStep()
    const status = async (offset: number) => (await signIn({ code: codeNow(here, secret, offset) })).status
    expect([await status(2), await status(-2), await status(0), await status(0), await status(-1)]).toEqual([
      401, 401, 201, 401, 401,
    ])
    expect(await status(1)).toBe(201)
    here.house.clock.at -= 10 * halfMinute
    expect(await status(0)).toBe(401)
  })

  it('lets in once by each recovery code, however it is typed', async () => {
    const { signIn, codes } = await withStep()
    const [first = '', second = ''] = codes
    const typed = first.toLowerCase().replaceAll('-', ' ')
    const statuses = [await signIn({ code: typed }), await signIn({ code: first }), await signIn({ code: second })]
    expect(statuses.map(({ status }) => status)).toEqual([201, 401, 201])
  })

  it('counts wrong codes like wrong passwords', async () => {
    const { signIn, here, secret } = await withStep()
    for (let n = 0; n < 10; n += 1) {
      const wrong = await signIn({ code: '000000' })
      expect([wrong.status, wrong.json.code]).toEqual([401, 'wrong_second_step'])
    }
    expect((await signIn({ code: codeNow(here, secret) })).status).toBe(429)
    here.house.clock.at += 60_000
    expect((await signIn({ code: codeNow(here, secret) })).status).toBe(201)
  })

  it('tells the person of wrong codes in a row, once a day, and looks at ever fewer; a recovery code still lets in', async () => {
    const { signIn, here, secret, codes } = await withStep()
    const wrong = async (times: number) => {
      const seen = []
      for (let n = 0; n < times; n += 1) {
        here.house.clock.at += 6000
        seen.push((await signIn({ code: '000000' })).json.code)
      }
      return seen
    }
    await wrong(4)
    expect(await mailed(here)).toEqual([])
    expect(await wrong(20)).toContain('too_often')
    const told = await mailed(here)
    expect(told.map(({ to, subject }) => [to, subject])).toEqual([
      ['ana@example.com', 'Alguien prueba códigos de ana en Bar Pepe'],
    ])
    expect(new Set(await wrong(10))).toEqual(new Set(['too_often']))
    here.house.clock.at += 30_000
    expect((await signIn({ code: codeNow(here, secret) })).json.code).toBe('too_often')
    expect((await signIn({ code: codes[0] })).status).toBe(201)
    here.house.clock.at += 120_000
    expect((await signIn({ code: codeNow(here, secret) })).status).toBe(201)
  })

  it('is begun anew where the key of its secret is gone in between', async () => {
    const here = await withAna()
    const { json } = await here.ana('POST', totp, { password })
    await rm(join(here.house.folder, keyName))
    here.house.sealer = openSealer(here.house.folder)
    const lost = await here.ana('POST', `${totp}/confirm`, { code: codeNow(here, String(json.secret)) })
    expect([lost.status, lost.json.code]).toEqual([409, 'conflict'])
  })

  it('is switched off by password and code together, and the person is told', async () => {
    const { signIn, here, secret } = await withStep()
    const end = (body: object) => here.ana('DELETE', totp, body)
    expect((await end({ password: 'Not-The-Right-1', code: codeNow(here, secret) })).status).toBe(422)
    expect((await end({ password, code: '000000' })).json.errors).toMatchObject([{ path: 'code' }])
    expect((await end({ password, code: codeNow(here, secret) })).status).toBe(204)
    expect((await mailed(here)).map(({ to }) => to)).toEqual(['ana@example.com'])
    expect((await signIn()).status).toBe(201)
  })

  it('stays when the password is set anew by mail', async () => {
    const { here, signIn } = await withStep()
    const { code: token } = await recoverHere(here.house, 'ana', false)
    const fresh = 'Found-My-Way-12'
    const json = { username: 'ana', token, password: fresh, repeat: fresh }
    expect((await here.ask('POST', '/api/v1/recovery/complete', { json })).status).toBe(204)
    expect((await signIn({ password: fresh })).json.code).toBe('second_step')
  })

  it('is sealed in the store, and a recovery code helps where it cannot be opened', async () => {
    const { here, secret, signIn, codes } = await withStep()
    const ana = await here.house.store.people.findLogin('ana')
    expect(JSON.stringify(await here.house.store.secondSteps.get(ana?.id ?? ''))).not.toContain(secret)
    await rm(join(here.house.folder, keyName))
    here.house.sealer = openSealer(here.house.folder)
    expect((await signIn({ code: codeNow(here, secret) })).status).toBe(401)
    expect((await signIn({ code: codes[3] })).status).toBe(201)
  })
})

describe('for whoever lost their phone, the second step', () => {
  it('is switched off by another admin, not by an advisor nor by themselves, and they are told', async () => {
    const { here } = await withStep()
    const eva = await withEva(here, { role: 'advisor' })
    const { json } = await here.ana('GET', '/api/v1/me')
    const end = async (who: Here['ana']) => (await who('DELETE', `/api/v1/users/${json.id}/totp`)).status
    const hers = here.as(eva.cookie)
    expect([await end(hers), await end(here.ana)]).toEqual([403, 403])
    await here.ana('PATCH', `/api/v1/users/${eva.id}`, { role: 'admin' })
    expect([await end(hers), await end(hers)]).toEqual([204, 409])
    expect((await mailed(here)).map(({ to }) => to)).toEqual(['ana@example.com'])
    expect((await here.ana('GET', '/api/v1/me')).json.secondStep).toBe(false)
  })

  it('is switched off at the box where that is asked for, and stays otherwise', async () => {
    const { here, signIn } = await withStep()
    expect((await recoverHere(here.house, 'ana', false)).secondStepOff).toBe(false)
    expect((await signIn()).json.code).toBe('second_step')
    expect((await recoverHere(here.house, 'ana', true)).secondStepOff).toBe(true)
    expect((await signIn()).status).toBe(201)
    expect((await recoverHere(here.house, 'ana', true)).secondStepOff).toBe(false)
  })
})

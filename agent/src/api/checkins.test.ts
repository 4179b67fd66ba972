import type { Contract } from '@sereno/shared/api/contract.ts'
import { api } from '@sereno/shared/api/index.ts'
import { describe, expect, it } from 'vitest'
import { type Ask, goodPassword, type Served, served } from '../../test/fakes/served.ts'
import { addPerson, setUp, tokenOf } from '../../test/fakes/set-up.ts'

const appPassword = 'Printers-And-Pads-1'
const setPassword = '/api/v1/account/app-password'
const pairing = '/api/v1/checkins/pair'
const checkins = '/api/v1/checkins'

interface Ready extends Served {
  headers: { cookie: string }
  pair(name: string, password?: string): ReturnType<Ask>
  checkIn(token: unknown, json?: object): ReturnType<Ask>
}

/** A house that is set up, with an app password. */
async function ready(): Promise<Ready> {
  const here = await served()
  const headers = { cookie: await setUp(here) }
  const set = await here.ask('PUT', setPassword, { json: { password: appPassword, repeat: appPassword }, headers })
  expect(set.status).toBe(204)
  return {
    ...here,
    headers,
    pair: (name, password = appPassword) => here.ask('POST', pairing, { json: { appPassword: password, name } }),
    checkIn: (token, json = {}) =>
      here.ask('POST', checkins, { json, headers: { authorization: `Bearer ${String(token)}` } }),
  }
}

describe('the app password', () => {
  it('obeys the rule of every password, and must be typed twice', async () => {
    const here = await served()
    const headers = { cookie: await setUp(here) }
    const put = async (password: string, repeat: string) => {
      const { status, json } = await here.ask('PUT', setPassword, { json: { password, repeat }, headers })
      return [status, (json.errors as { path: string }[] | undefined)?.map(({ path }) => path)]
    }
    expect(await put('short', 'short')).toEqual([422, expect.arrayContaining(['password'])])
    expect(await put('M1Contr4sen4', 'M1Contr4sen4')).toEqual([422, ['password']])
    expect(await put(appPassword, `${appPassword}x`)).toEqual([422, ['repeat']])
    expect(await here.house.store.pairings.appPassword()).toBeNull()
    expect(await put(appPassword, appPassword)).toEqual([204, undefined])
    expect(await here.house.store.pairings.appPassword()).toMatch(/^\$argon2id\$/u)
  })

  it('is needed before anyone can pair', async () => {
    const here = await served()
    const answer = await here.ask('POST', pairing, { json: { appPassword, name: 'Bar iPad' } })
    expect([answer.status, answer.json.code]).toEqual([409, 'no_app_password'])
  })

  it('ends the tokens that the one before gave', async () => {
    const { pair, checkIn, ask, headers } = await ready()
    const { token } = (await pair('Bar iPad')).json
    expect((await checkIn(token)).status).toBe(201)
    await ask('PUT', setPassword, { json: { password: goodPassword, repeat: goodPassword }, headers })
    expect((await checkIn(token)).status).toBe(401)
    expect((await pair('Bar iPad')).status).toBe(403)
    expect((await pair('Bar iPad', goodPassword)).status).toBe(201)
  })
})

describe('pairing', () => {
  it('makes a device of a new name, and pairs the one of a known name again', async () => {
    const { house, pair, checkIn } = await ready()
    const first = await pair('Bar iPad')
    expect([first.status, Object.keys(first.json)]).toEqual([201, ['deviceId', 'token']])
    expect(house.book.read().devices).toMatchObject([
      { id: first.json.deviceId, name: 'Bar iPad', type: 'ipad', address: null, probes: [{ type: 'ios' }] },
    ])
    const again = await pair(' bar IPAD ')
    expect(again.json.deviceId).toBe(first.json.deviceId)
    expect((await checkIn(first.json.token)).status).toBe(401)
    expect((await checkIn(again.json.token)).status).toBe(201)
    expect((await pair('Kitchen iPad')).json.deviceId).not.toBe(first.json.deviceId)
    expect(house.book.read().devices).toHaveLength(2)
  })

  it('counts only wrong passwords, and after ten of a minute asks to wait', async () => {
    const { house, pair } = await ready()
    for (let n = 0; n < 12; n += 1) expect((await pair('Bar iPad')).status).toBe(201)
    const wrong = await Promise.all(Array.from({ length: 15 }, () => pair('Bar iPad', 'Wrong-Password-1')))
    expect(wrong.filter(({ status }) => status === 403)).toHaveLength(10)
    const late = wrong.filter(({ status }) => status === 429)
    expect(late).toHaveLength(5)
    for (const { headers, json } of late) expect([headers['retry-after'], json.code]).toEqual(['60', 'too_many'])
    expect((await pair('Bar iPad')).status).toBe(429)
    house.clock.at += 61_000
    expect((await pair('Bar iPad')).status).toBe(201)
  })

  it('keeps its token as a hash', async () => {
    const { house, pair } = await ready()
    const { token } = (await pair('Bar iPad')).json
    expect(token).toMatch(/^sereno_ipad_[\w-]{43}$/u)
    expect(await house.store.pairings.pairedBy(String(token))).toBeNull()
  })
})

describe('a device token', () => {
  it('opens check-ins and what the kiosk needs, and nothing else', async () => {
    const { ask, pair } = await ready()
    const opened: Record<string, number> = { 'checkins.add': 422, 'devices.check': 422, 'overview.get': 200 }
    const authorization = `Bearer ${(await pair('Bar iPad')).json.token}`
    for (const [name, { access, method, path }] of Object.entries<Contract>(api)) {
      if (access === 'public') continue
      const asking = { headers: { authorization }, ...(method === 'GET' ? {} : { json: { x: 1 } }) }
      const { status } = await ask(method === 'GET' ? 'HEAD' : method, path.replace(/:\w+/gu, 'abc'), asking)
      // A stream has no end that a HEAD could wait for: it is asked for below.
      if (name === 'events.stream') expect(status).toBe(200)
      else expect([name, status]).toEqual([name, opened[name] ?? 403])
    }
  })

  it('goes on where a person says that its device is another one, paired under a new name', async () => {
    const { ask, pair, checkIn, headers } = await ready()
    const before = (await pair('Bar iPad')).json
    const again = (await pair('Bar iPad 2')).json
    const merge = { json: { deviceId: again.deviceId }, headers }
    expect((await ask('POST', `/api/v1/devices/${before.deviceId}/merge`, merge)).status).toBe(200)
    const answer = await checkIn(again.token)
    expect([answer.status, answer.json.deviceId]).toEqual([201, before.deviceId])
    expect((await checkIn(before.token)).status).toBe(401)
  })

  it('ends with its device, also where that goes by hand, and while it is no iPad', async () => {
    const { house, ask, pair, checkIn, headers } = await ready()
    const bar = (await pair('Bar iPad')).json
    await ask('DELETE', `/api/v1/devices/${bar.deviceId}`, { headers })
    expect((await checkIn(bar.token)).status).toBe(401)
    const kitchen = (await pair('Kitchen iPad')).json
    await house.book.change((draft) => {
      for (const device of draft.devices) device.type = 'other'
    })
    expect((await checkIn(kitchen.token)).status).toBe(401)
    await house.book.change((draft) => {
      draft.devices = []
    })
    expect((await checkIn(kitchen.token)).status).toBe(401)
  })
})

describe('a check-in', () => {
  it('is shown with its device, and unknown is not invented', async () => {
    const { house, ask, pair, checkIn, headers } = await ready()
    const { deviceId, token } = (await pair('Bar iPad')).json
    const told = { model: 'iPad13,4', osVersion: '26.1', battery: 0.62, online: true, lastPrintError: null }
    const answer = await checkIn(token, told)
    expect([answer.status, answer.json]).toEqual([201, { deviceId, everySeconds: 60 }])
    const { json } = await ask('GET', `/api/v1/devices/${deviceId}`, { headers })
    expect(json).toMatchObject({
      model: 'iPad Pro 11-inch (3rd generation)',
      osVersion: '26.1',
      appVersion: null,
      checkin: {
        at: new Date(house.clock.at).toISOString(),
        address: '127.0.0.1',
        battery: 0.62,
        charging: null,
        online: true,
        rttMs: null,
        lastPrintError: '',
      },
    })
    expect(house.watch.told[0]?.reading).toMatchObject({ probe: 'checkin', probeId: 'checkin', contact: 'answered' })
  })

  it('says which iPad by its token, by name, or by the address that it calls from', async () => {
    const { house, ask, pair, checkIn, headers } = await ready()
    const bar = (await pair('Bar iPad')).json
    const kitchen = (await pair('Kitchen iPad')).json
    const path = async (json: object, credentials: Record<string, string>) => {
      const answer = await ask('POST', checkins, { json, headers: credentials })
      return [answer.status, answer.json.deviceId ?? (answer.json.errors as { path: string }[])[0]?.path]
    }
    const person = { authorization: `Bearer ${await tokenOfAdmin(headers.cookie, ask)}` }
    expect(await path({ deviceId: kitchen.deviceId }, person)).toEqual([201, kitchen.deviceId])
    expect(await path({ deviceId: kitchen.deviceId }, headers)).toEqual([201, kitchen.deviceId])
    expect(await path({}, person)).toEqual([422, 'deviceId'])
    expect(await path({ deviceId: 'nothing' }, person)).toEqual([422, 'deviceId'])
    await house.book.change((draft) => {
      for (const device of draft.devices) if (device.id === bar.deviceId) device.address = '127.0.0.1'
    })
    expect(await path({}, person)).toEqual([201, bar.deviceId])
    const other = await checkIn(bar.token, { deviceId: kitchen.deviceId })
    expect([other.status, other.json.errors]).toMatchObject([422, [{ path: 'deviceId' }]])
    expect((await checkIn(bar.token, { deviceId: bar.deviceId })).status).toBe(201)
  })

  it('may come a few times at once, and then every five seconds', async () => {
    const { house, pair, checkIn } = await ready()
    const { token } = (await pair('Bar iPad')).json
    const answers = await Promise.all(Array.from({ length: 15 }, () => checkIn(token)))
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(12)
    const late = answers.find(({ status }) => status === 429)
    expect([late?.headers['retry-after'], late?.json.code]).toEqual(['5', 'too_often'])
    house.clock.at += 5000
    expect([(await checkIn(token)).status, (await checkIn(token)).status]).toEqual([201, 429])
  })

  it('refuses what no iPad says, and names the field', async () => {
    const { pair, checkIn, house } = await ready()
    const { token } = (await pair('Bar iPad')).json
    for (const [json, path] of [
      [{ battery: 2 }, 'battery'],
      [{ online: 'yes' }, 'online'],
      [{ lastPrintError: 'a\u202eb' }, 'lastPrintError'],
      [{ lastPrintError: 'x'.repeat(501) }, 'lastPrintError'],
      [{ model: '' }, 'model'],
      [{ events: Array.from({ length: 51 }, () => ({ text: 'x' })) }, 'events'],
      [{ events: [{ text: 'x', at: 'yesterday' }] }, 'events[0].at'],
      [{ kiosk: true }, 'kiosk'],
    ] as const) {
      const answer = await checkIn(token, json)
      expect([answer.status, answer.json.errors], path).toMatchObject([422, [{ path }]])
    }
    expect(house.watch.told).toEqual([])
  })

  it('files what happened by its words, once', async () => {
    const { house, pair, checkIn } = await ready()
    const { token, deviceId } = (await pair('Bar iPad')).json
    const at = new Date(house.clock.at - 60_000).toISOString()
    const events = [
      { at, text: 'Retrying ticket 12' },
      { text: 'Printing failed' },
      { at: '2030-01-01T00:00:00Z', text: 'Host is down' },
      { text: 'Good morning' },
    ]
    await checkIn(token, { events })
    await checkIn(token, { events })
    const { items } = await house.store.journal.list({}, { limit: 10 })
    expect(items.map(({ kind, source, text }) => [kind, source, text])).toEqual([
      ['Offline', 'checkin', 'Host is down'],
      ['Fail', 'checkin', 'Printing failed'],
      ['Retry', 'checkin', 'Retrying ticket 12'],
    ])
    expect(items.map((item) => item.deviceId)).toEqual([deviceId, deviceId, deviceId])
    expect(Date.parse(items[0]?.at ?? '')).toBe(house.clock.at)
    const notices = await house.store.journal.notices({ limit: 10 })
    expect(notices.items.map(({ text }) => text)).toEqual(['Good morning'])
  })

  it('needs the scope and the role', async () => {
    const { house, ask } = await served()
    const viewer = await addPerson(house, 'viewer')
    const authorization = `Bearer ${await tokenOf(house, viewer, ['checkin'])}`
    expect((await ask('POST', checkins, { json: {}, headers: { authorization } })).status).toBe(403)
  })
})

/** A token of the admin with the scope `checkin`, made as a person makes it. */
async function tokenOfAdmin(cookie: string, ask: Ask): Promise<string> {
  const json = { name: 'Shortcut', scopes: ['checkin'] }
  return String((await ask('POST', '/api/v1/tokens', { json, headers: { cookie } })).json.token)
}

import { describe, expect, it } from 'vitest'
import { Authenticator, type Odd } from '../../test/fakes/authenticator.ts'
import { type Here, mailed, withAna, withEva } from '../../test/fakes/people.ts'
import { type Answered, goodPassword as password } from '../../test/fakes/served.ts'

const own = '/api/v1/me/passkeys'
const door = '/api/v1/session/passkey'
const markOf = ({ headers }: Answered) => headers['set-cookie']?.at(-1)?.split(';')[0] ?? ''

/** Ana's browser on the machine itself, where passkeys work without HTTPS. */
async function atHome() {
  const here = await withAna()
  const host = `localhost:${here.port}`
  const as = (cookie: string) => (method: string, path: string, json?: unknown) =>
    here.ask(method, path, { headers: { cookie, host }, ...(json !== undefined && { json }) })
  return { ...here, host, origin: `http://${host}`, as, ana: as(here.cookie) }
}
type Home = Awaited<ReturnType<typeof atHome>>

/** Begins a passkey of someone; gives what it is made from, and the browser with its mark. */
async function begin({ as }: Home, cookie: string, secret = password) {
  const begun = await as(cookie)('POST', `${own}/options`, { password: secret })
  const options = begun.json as unknown as Parameters<Authenticator['make']>[1]
  return { begun, options, browser: as(`${cookie}; ${markOf(begun)}`) }
}

async function add(home: Home, device: Authenticator, name = 'iPhone', odd: Odd = {}) {
  const { options, browser } = await begin(home, home.cookie)
  return browser('POST', own, { name, made: device.make(home.origin, options, odd) })
}

/** A browser that nobody is signed in with begins to sign in. */
async function knock({ as }: Home) {
  const begun = await as('')('POST', `${door}/options`)
  const options = begun.json as unknown as Parameters<Authenticator['show']>[1]
  return { begun, options, browser: as(markOf(begun)) }
}

async function enter(home: Home, device: Authenticator, odd: Odd = {}) {
  const { options, browser } = await knock(home)
  return browser('POST', door, { shown: device.show(home.origin, options, odd) })
}

async function withPasskey() {
  const home = await atHome()
  const device = new Authenticator()
  const added = await add(home, device)
  const mails = await mailed(home as unknown as Here)
  return { home, device, added, mails, id: String(added.json.id) }
}

describe('a passkey', () => {
  it('is added by the password, listed, and told of by mail', async () => {
    const { home, added, mails, id } = await withPasskey()
    expect([added.status, added.json]).toMatchObject([201, { name: 'iPhone', host: 'localhost', lastUsedAt: null }])
    expect((await home.ana('GET', own)).json).toMatchObject({ items: [{ id, name: 'iPhone' }], nextCursor: null })
    expect(mails.map(({ to, text }) => [to, text.includes('iPhone')])).toEqual([['ana@example.com', true]])
  })

  it('is begun by nobody who has not the password', async () => {
    const home = await atHome()
    const { begun } = await begin(home, home.cookie, 'Not-The-Right-1')
    expect([begun.status, begun.json.errors]).toMatchObject([422, [{ path: 'password' }]])
    for (let n = 0; n < 9; n += 1) await begin(home, home.cookie, 'Not-The-Right-1')
    expect((await begin(home, home.cookie)).begun.status).toBe(429)
  })

  it('asks for a key that its device keeps and shows to its owner alone, and for none that the person has', async () => {
    const { home, device } = await withPasskey()
    const { options } = await begin(home, home.cookie)
    expect(options).toMatchObject({
      rp: { id: 'localhost' },
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      attestation: 'none',
      excludeCredentials: [{ id: device.id, type: 'public-key', transports: ['internal'] }],
    })
    expect(JSON.stringify(options.user.id)).not.toContain('ana')
  })

  it('lets in, as both factors, and the session is like any other', async () => {
    const { home, device } = await withPasskey()
    await home.house.store.people.changeUser(
      (await home.house.store.people.findLogin('ana'))?.id ?? '',
      { secondStepAt: 1 },
      [],
      [],
    )
    const entered = await enter(home, device)
    expect([entered.status, entered.json]).toMatchObject([201, { user: { username: 'ana' } }])
    const cookie = entered.headers['set-cookie']?.[0]?.split(';')[0] ?? ''
    expect((await home.as(cookie)('GET', '/api/v1/session')).status).toBe(200)
    const { items } = (await home.ana('GET', own)).json as { items: { lastUsedAt: string }[] }
    expect(items[0]?.lastUsedAt).toBe(new Date(home.house.clock.at).toISOString())
  })

  it('stands in the log of changes by its name, without its key', async () => {
    const { home, device } = await withPasskey()
    await enter(home, device)
    const { items } = await home.house.store.audit.list({}, { limit: 10, cursor: undefined })
    const lines = items.filter(({ action }) => action.includes('passkey'))
    expect(lines.map(({ action, username }) => [action, username])).toEqual([
      ['POST /api/v1/session/passkey', 'ana'],
      ['POST /api/v1/me/passkeys', 'ana'],
    ])
    expect(JSON.stringify(lines)).not.toContain(device.id)
  })

  it('has another name when it is given one', async () => {
    const { home, id } = await withPasskey()
    const renamed = await home.ana('PATCH', `${own}/${id}`, { name: ' Ana’s  laptop ' })
    expect([renamed.status, renamed.json.name]).toEqual([200, 'Ana’s  laptop'])
    expect((await home.ana('PATCH', `${own}/${id}`, { name: 'a\u202eb' })).status).toBe(422)
    expect((await home.ana('PATCH', `${own}/nothing`, { name: 'x' })).status).toBe(404)
  })

  it('is removed by the password, told of by mail, and lets nobody in any more', async () => {
    const { home, device, id } = await withPasskey()
    expect((await home.ana('DELETE', `${own}/${id}`, { password: 'Not-The-Right-1' })).status).toBe(422)
    expect((await home.ana('DELETE', `${own}/${id}`, { password })).status).toBe(204)
    expect((await mailed(home as unknown as Here)).map(({ to }) => to)).toEqual(['ana@example.com'])
    const refused = await enter(home, device)
    expect([refused.status, refused.json.code, refused.headers['set-cookie']]).toEqual([
      401,
      'wrong_passkey',
      undefined,
    ])
    expect((await home.ana('DELETE', `${own}/${id}`, { password })).status).toBe(404)
  })

  it('ends with its person, and lets nobody in who is disabled', async () => {
    const { home, device } = await withPasskey()
    const eva = await withEva(home as unknown as Here, { role: 'admin' })
    const hers = home.as(eva.cookie)
    const ana = (await home.ana('GET', '/api/v1/me')).json.id
    await hers('PATCH', `/api/v1/users/${ana}`, { disabled: true })
    expect((await enter(home, device)).json.code).toBe('wrong_passkey')
    await hers('PATCH', `/api/v1/users/${ana}`, { disabled: false })
    expect((await enter(home, device)).status).toBe(201)
    await hers('DELETE', `/api/v1/users/${ana}`)
    expect((await enter(home, device)).json.code).toBe('wrong_passkey')
    expect(await home.house.store.passkeys.ofCredential(device.id)).toBeNull()
  })

  it('stays with a new password, which goes on working beside it', async () => {
    const { home, device } = await withPasskey()
    const fresh = 'Found-My-Way-12'
    await home.ana('PUT', '/api/v1/me/password', { current: password, password: fresh, repeat: fresh })
    expect((await enter(home, device)).status).toBe(201)
    const answer = await home.as('')('POST', '/api/v1/session', { login: 'ana', password: fresh })
    expect(answer.status).toBe(201)
  })

  it('is one of ten at most, also when many come at once, and is nobody else’s', async () => {
    const home = await atHome()
    const begun: Awaited<ReturnType<typeof begin>>[] = []
    for (let n = 0; n < 12; n += 1) begun.push(await begin(home, home.cookie))
    const added = await Promise.all(
      begun.map(({ options, browser }) =>
        browser('POST', own, { name: 'x', made: new Authenticator().make(home.origin, options) }),
      ),
    )
    expect(added.map(({ status }) => status).toSorted()).toEqual([...Array(10).fill(201), 409, 409])
    expect((await begin(home, home.cookie)).begun.json.code).toBe('passkeys_full')
    const { items } = (await home.ana('GET', own)).json as { items: { id: string }[] }
    await home.ana('DELETE', `${own}/${items[0]?.id}`, { password })
    expect((await add(home, new Authenticator())).status).toBe(201)
  })

  it('is kept once', async () => {
    const { home, device } = await withPasskey()
    const again = await add(home, device)
    expect([again.status, again.json.code]).toEqual([409, 'passkey_known'])
  })
})

describe('what is no passkey of ours', () => {
  it.each<[string, Odd]>([
    ['of another origin', { origin: 'https://evil.example' }],
    ['for another host', { host: 'evil.example' }],
    ['without its owner', { flags: 0x41 }],
    ['that another key signed', { signature: Buffer.from('nonsense') }],
    ['of somebody else', { userHandle: 'ZXZh' }],
    ['that nobody knows', { id: 'bm9ib2R5' }],
  ])('is refused, %s, without a reason', async (_, odd) => {
    const { home, device } = await withPasskey()
    const refused = await enter(home, device, odd)
    const { instance, ...told } = refused.json
    expect([refused.status, told.code, told.errors]).toEqual([401, 'wrong_passkey', undefined])
    expect((await enter(home, device)).status).toBe(201)
  })

  it('is refused when it is shown twice, in another browser, or later than five minutes', async () => {
    const { home, device } = await withPasskey()
    const { options, browser } = await knock(home)
    const shown = device.show(home.origin, options)
    expect((await browser('POST', door, { shown })).status).toBe(201)
    expect((await browser('POST', door, { shown })).json.code).toBe('passkey_over')
    const [first, second] = [await knock(home), await knock(home)]
    const stolen = device.show(home.origin, first.options)
    expect((await second.browser('POST', door, { shown: stolen })).json.code).toBe('passkey_over')
    expect((await first.browser('POST', door, { shown: stolen })).json.code).toBe('passkey_over')
    const late = await knock(home)
    home.house.clock.at += 5 * 60_000
    const tooLate = device.show(home.origin, late.options)
    expect((await late.browser('POST', door, { shown: tooLate })).json.code).toBe('passkey_over')
    const guessed = device.show(home.origin, { challenge: 'Z3Vlc3NlZA', rpId: 'localhost' })
    expect((await late.browser('POST', door, { shown: guessed })).json.code).toBe('passkey_over')
  })

  it('is refused where its counter did not go up: somebody has a copy', async () => {
    const { home, device } = await withPasskey()
    expect((await enter(home, device, { counter: 5 })).status).toBe(201)
    expect((await enter(home, device, { counter: 5 })).json.code).toBe('wrong_passkey')
    expect((await enter(home, device, { counter: 0 })).json.code).toBe('wrong_passkey')
    expect((await enter(home, device, { counter: 6 })).status).toBe(201)
  })

  it('is not let in by what was begun for something else, nor for somebody else', async () => {
    const { home, device } = await withPasskey()
    const { options, browser } = await begin(home, home.cookie)
    const shown = device.show(home.origin, { challenge: options.challenge, rpId: 'localhost' })
    expect((await browser('POST', door, { shown })).json.code).toBe('passkey_over')
    const knocked = await knock(home)
    const made = new Authenticator().make(home.origin, { ...options, challenge: knocked.options.challenge })
    const mark = markOf(knocked.begun)
    const added = await home.as(`${home.cookie}; ${mark}`)('POST', own, { name: 'x', made })
    expect([added.status, added.json.code]).toEqual([403, 'passkey_over'])
    const eva = await withEva(home as unknown as Here, { role: 'admin' })
    const anas = await begin(home, home.cookie)
    const hers = home.as(`${eva.cookie}; ${markOf(anas.begun)}`)
    const swapped = new Authenticator().make(home.origin, anas.options)
    expect((await hers('POST', own, { name: 'x', made: swapped })).json.code).toBe('passkey_over')
  })

  it('is not taken when it was made elsewhere', async () => {
    const home = await atHome()
    const made = await add(home, new Authenticator(), 'x', { origin: 'https://evil.example' })
    expect([made.status, made.json.code]).toEqual([422, 'passkey_refused'])
    expect((await home.ana('GET', own)).json.items).toEqual([])
  })

  it('is not asked for at an address, nor at a name that is not ours', async () => {
    const home = await withAna()
    const at = async (host: string) => (await home.ask('POST', `${door}/options`, { headers: { host } })).json.code
    expect(await at(home.host)).toBe('no_passkeys_here')
    expect(await at('sereno.local')).toBe('no_passkeys_here')
    expect(await at('evil.example')).toBe('wrong_host')
    const begun = await home.ana('POST', `${own}/options`, { password })
    expect([begun.status, begun.json.code]).toEqual([409, 'no_passkeys_here'])
  })

  it('is tried ten times a minute from an address, and asked for thirty times at once', async () => {
    const home = await atHome()
    const stranger = new Authenticator()
    for (let n = 0; n < 10; n += 1) expect((await enter(home, stranger)).status).toBe(401)
    expect((await enter(home, stranger)).status).toBe(429)
    const asked = await Promise.all(Array.from({ length: 30 }, () => home.as('')('POST', `${door}/options`)))
    expect(asked.filter(({ status }) => status === 429)).toHaveLength(11)
  })
})

import { describe, expect, it, vi } from 'vitest'
import { eva, mailed, users, withAna, withEva } from '../../test/fakes/people.ts'
import { cookieOf, goodPassword } from '../../test/fakes/served.ts'
import { tokenOf } from '../../test/fakes/set-up.ts'

describe('users', () => {
  it('B4 B5 are made without a password, and welcomed by a mail with username and link', async () => {
    const here = await withAna()
    const made = await here.ana('POST', users, eva)
    expect(made.status).toBe(201)
    expect(made.json).toMatchObject({
      username: 'eva',
      state: 'invited',
      emailConfirmed: false,
      companyName: '',
    })
    const [mail] = await mailed(here)
    expect(mail).toMatchObject({ to: 'eva@example.com', subject: 'Bienvenido a Sereno, tu usuario es eva' })
    expect(mail?.text).toContain('Ana Puig')
    expect(mail?.text).toContain('spam')
    expect((await here.ask('POST', '/api/v1/session', { json: { login: 'eva', password: 'x' } })).status).toBe(401)
  })

  it('B5 come in by the link of the welcome', async () => {
    const here = await withAna()
    const { id, cookie } = await withEva(here)
    expect((await here.as(cookie)('GET', '/api/v1/me')).json).toMatchObject({
      id,
      state: 'active',
      emailConfirmed: true,
    })
  })

  it('B26 are listed by name, page by page', async () => {
    const here = await withAna()
    await here.ana('POST', users, eva)
    await here.ana('POST', users, { ...eva, username: 'bea', fullName: 'bea Sanz' })
    const first = await here.ana('GET', `${users}?limit=2`)
    expect((first.json.items as { username: string }[]).map(({ username }) => username)).toEqual(['ana', 'bea'])
    const next = await here.ana('GET', `${users}?limit=2&cursor=${first.json.nextCursor}`)
    expect((next.json.items as { username: string }[]).map(({ username }) => username)).toEqual(['eva'])
    expect((await here.ana('GET', `${users}?cursor=nonsense`)).status).toBe(422)
  })

  it('have a username and a phone that nobody else has', async () => {
    const here = await withAna()
    await here.ana('POST', users, { ...eva, phone: '+34600000001' })
    const errorsOf = async (json: object) => (await here.ana('POST', users, { ...eva, ...json })).json.errors
    expect(await errorsOf({})).toMatchObject([{ path: 'username' }])
    expect(await errorsOf({ username: 'bea', phone: '+34600000001' })).toMatchObject([{ path: 'phone' }])
  })

  it('B29 B30 are changed field by field, and an e-mail that never was confirmed at once', async () => {
    const here = await withAna()
    const { json } = await here.ana('POST', users, eva)
    await mailed(here)
    const changed = await here.ana('PATCH', `${users}/${json.id}`, { fullName: 'Eva Roca', email: 'eva@new.example' })
    expect(changed.json).toMatchObject({ fullName: 'Eva Roca', email: 'eva@new.example', newEmail: null })
    expect((await mailed(here)).map(({ to }) => to)).toEqual(['eva@new.example'])
  })

  it('are signed out everywhere when they are disabled, their tokens with them, and may come back', async () => {
    const here = await withAna()
    const { id, cookie } = await withEva(here, { role: 'admin' })
    const bearer = { headers: { authorization: `Bearer ${await tokenOf(here.house, id, ['status:read'])}` } }
    expect((await here.ask('GET', '/api/v1/overview', bearer)).status).toBe(200)
    const ended = new Promise((heard) => here.house.bus.once('access.ended', heard))
    expect((await here.ana('PATCH', `${users}/${id}`, { disabled: true })).json.state).toBe('disabled')
    await ended
    expect((await here.as(cookie)('GET', '/api/v1/session')).status).toBe(401)
    expect((await here.ask('GET', '/api/v1/overview', bearer)).status).toBe(401)
    await here.ana('PATCH', `${users}/${id}`, { disabled: false })
    expect((await here.ask('GET', '/api/v1/overview', bearer)).status).toBe(200)
  })

  it('never lose their last admin: not by role, not by being disabled, not by deletion', async () => {
    const here = await withAna()
    const me = String((await here.ana('GET', '/api/v1/me')).json.id)
    await here.ana('POST', users, { ...eva, role: 'admin' })
    for (const [method, json] of [
      ['PATCH', { role: 'viewer' }],
      ['PATCH', { disabled: true }],
      ['DELETE', undefined],
    ] as const) {
      const answer = await here.ana(method, `${users}/${me}`, json)
      expect([method, json, answer.status, answer.json.code]).toEqual([method, json, 409, 'last_admin'])
    }
  })

  it('are managed by admins and advisors alone', async () => {
    const here = await withAna()
    const { id, cookie } = await withEva(here, { role: 'technician' })
    const asEva = here.as(cookie)
    for (const [method, path] of [
      ['GET', users],
      ['POST', users],
      ['GET', `${users}/${id}`],
      ['PATCH', `${users}/${id}`],
      ['DELETE', `${users}/${id}`],
      ['POST', `${users}/${id}/welcome`],
    ] as const) {
      expect([
        method,
        path,
        (await asEva(method, path, method === 'POST' ? eva : method === 'PATCH' ? {} : undefined)).status,
      ]).toEqual([method, path, 403])
    }
    await here.ana('PATCH', `${users}/${id}`, { role: 'advisor' })
    expect((await asEva('GET', users)).status).toBe(200)
  })
})

describe('signing in', () => {
  it('is told by mail where the browser is a new one, once the e-mail is confirmed', async () => {
    const here = await withAna()
    await withEva(here)
    const signIn = (browser: string) =>
      here.ask('POST', '/api/v1/session', {
        json: { login: 'eva', password: 'Eva-Password-11' },
        headers: { 'user-agent': browser },
      })
    await signIn('Safari on <b>iPad</b>')
    const [mail, ...others] = await mailed(here)
    expect(others).toEqual([])
    expect(mail).toMatchObject({ to: 'eva@example.com', subject: 'Nueva entrada en Bar Pepe' })
    expect(mail?.text).toContain('Safari on <b>iPad</b>')
    expect(mail?.html).not.toContain('<b>iPad')
    await signIn('Safari on <b>iPad</b>')
    expect(await mailed(here)).toEqual([])
    expect((await here.ana('GET', users)).json.items).toMatchObject([{}, { lastSignInAt: '2026-11-21T12:00:00.000Z' }])
  })
})

describe('oneself', () => {
  it('P23 P24 P25 P15 can be changed: name, job title, phone, company name; never role or username', async () => {
    const here = await withAna()
    const patch = { fullName: 'Ana P.', jobTitle: 'Owner', phone: '+34600000009', companyName: 'Pepe SL' }
    expect((await here.ana('PATCH', '/api/v1/me', patch)).json).toMatchObject(patch)
    expect((await here.ana('PATCH', '/api/v1/me', { phone: '' })).json.phone).toBeNull()
    for (const json of [{ role: 'viewer' }, { username: 'boss' }])
      expect((await here.ana('PATCH', '/api/v1/me', json)).status).toBe(422)
  })

  it('P26 keeps a confirmed e-mail until the new one is confirmed, and tells both', async () => {
    const here = await withAna()
    const { cookie } = await withEva(here)
    const changed = await here.as(cookie)('PATCH', '/api/v1/me', {
      email: 'eva@new.example',
      password: 'Eva-Password-11',
    })
    expect(changed.json).toMatchObject({ email: 'eva@example.com', newEmail: 'eva@new.example', emailConfirmed: true })
    const both = await mailed(here)
    expect(both.map(({ to }) => to).sort()).toEqual(['eva@example.com', 'eva@new.example'])
    const token = /\/confirm#([\w-]{43})/u.exec(both.map(({ text }) => text).join(''))?.[1]
    const confirmed = await here.ask('POST', '/api/v1/me/email/confirm', { json: { token } })
    expect(confirmed.json).toEqual({ email: 'eva@new.example' })
    expect((await here.as(cookie)('GET', '/api/v1/me')).json).toMatchObject({
      email: 'eva@new.example',
      newEmail: null,
    })
    expect((await here.ask('POST', '/api/v1/me/email/confirm', { json: { token } })).json.code).toBe('link_over')
  })

  it('an e-mail is changed by the password alone: not by a browser left open, not by a token, not as a user among others', async () => {
    const here = await withAna()
    const { id, cookie } = await withEva(here, { role: 'admin' })
    const eva = here.as(cookie)
    const email = 'eva@evil.example'
    for (const json of [{ email }, { email, password: 'Not-The-Right-1' }]) {
      const refused = await eva('PATCH', '/api/v1/me', json)
      expect([refused.status, refused.json.errors]).toMatchObject([422, [{ path: 'password' }]])
    }
    const { token } = (await eva('POST', '/api/v1/me/private-token', { password: 'Eva-Password-11' })).json
    const bearer = { headers: { authorization: `Bearer ${token}` }, json: { email } }
    expect((await here.ask('PATCH', '/api/v1/me', bearer)).status).toBe(422)
    const among = await eva('PATCH', `${users}/${id}`, { email, fullName: 'Eva R.' })
    expect([among.status, among.json.errors]).toMatchObject([422, [{ path: 'email' }]])
    expect((await eva('PATCH', `${users}/${id}`, { email: 'eva@example.com', fullName: 'Eva R.' })).status).toBe(200)
    expect((await eva('GET', '/api/v1/me')).json).toMatchObject({ email: 'eva@example.com', newEmail: null })
  })

  it('an e-mail that was changed again takes no confirmation of the one before', async () => {
    const here = await withAna()
    const { cookie } = await withEva(here)
    await here.as(cookie)('PATCH', '/api/v1/me', { email: 'one@new.example', password: 'Eva-Password-11' })
    const token = /\/confirm#([\w-]{43})/u.exec((await mailed(here)).map(({ text }) => text).join(''))?.[1]
    await here.as(cookie)('PATCH', '/api/v1/me', { email: 'two@new.example', password: 'Eva-Password-11' })
    expect((await here.ask('POST', '/api/v1/me/email/confirm', { json: { token } })).json.code).toBe('link_over')
  })

  it('R13 changes the password by the current one, and signs all other browsers out', async () => {
    const here = await withAna()
    const other = cookieOf(
      await here.ask('POST', '/api/v1/session', { json: { login: 'ana', password: goodPassword } }),
    )
    const password = 'Changed-Kitchen-9'
    const wrong = await here.ana('PUT', '/api/v1/me/password', {
      current: 'Wrong-Password-1',
      password,
      repeat: password,
    })
    expect([wrong.status, wrong.json.errors]).toMatchObject([422, [{ path: 'current' }]])
    const differ = await here.ana('PUT', '/api/v1/me/password', { current: goodPassword, password, repeat: 'x' })
    expect(differ.json.errors).toMatchObject([{ path: 'repeat' }])
    const right = await here.ana('PUT', '/api/v1/me/password', { current: goodPassword, password, repeat: password })
    expect(right.status).toBe(204)
    expect((await here.ana('GET', '/api/v1/session')).status).toBe(200)
    expect((await here.as(other)('GET', '/api/v1/session')).status).toBe(401)
    expect((await here.ask('POST', '/api/v1/session', { json: { login: 'ana', password } })).status).toBe(201)
    await vi.waitFor(async () =>
      expect((await mailed(here)).map(({ subject }) => subject)).toEqual(['Tu contraseña en Bar Pepe ha cambiado']),
    )
  })
})

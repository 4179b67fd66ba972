import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { type Here, withAna, withEva } from '../../test/fakes/people.ts'
import { choices, form, listed, pushPath } from '../../test/fakes/pushes.ts'
import { cookieOf, goodPassword } from '../../test/fakes/served.ts'

const signIn = async ({ ask }: Here, login: string, password: string, cookie?: string) =>
  cookieOf(await ask('POST', '/api/v1/session', { json: { login, password }, headers: cookie ? { cookie } : {} }))

describe('P32c a browser that gets pushes', () => {
  it('is added once, tells nobody where to push, and allows pushes', async () => {
    const { ana } = await withAna()
    expect((await choices(ana)).allow.push).toBe(false)
    const added = await ana('POST', pushPath, form())
    expect(added.status).toBe(201)
    const again = await ana('POST', pushPath, form())
    expect(again.json.id).toBe(added.json.id)
    const list = await ana('GET', pushPath)
    expect(list.json).toMatchObject({ publicKey: 'BPretend', items: [{ id: added.json.id, lastFault: null }] })
    expect(list.text).not.toContain('push.example')
    const fingerprint = createHash('sha256').update(form().endpoint).digest('hex')
    expect((await listed(ana))[0]?.fingerprint).toBe(fingerprint)
    expect((await choices(ana)).allow.push).toBe(true)
    expect((await ana('DELETE', `${pushPath}/${added.json.id}`)).status).toBe(204)
    expect((await ana('DELETE', `${pushPath}/${added.json.id}`)).status).toBe(404)
    const audit = await ana('GET', '/api/v1/system/audit')
    expect(audit.text).toContain('push-subscriptions')
    expect(audit.text).not.toMatch(/push\.example|BTBZMq/u)
  })

  it('that renews itself leaves alone what its person chose', async () => {
    const { ana } = await withAna()
    await ana('POST', pushPath, { ...form(), allow: false })
    expect((await choices(ana)).allow.push).toBe(false)
  })

  it.each([
    ['http://push.example/one', 'endpoint'],
    ['https://ana:secret@push.example/one', 'endpoint'],
    ['https://push.example/one#here', 'endpoint'],
    [`https://push.example/${'a'.repeat(2048)}`, 'endpoint'],
    ['not an address', 'endpoint'],
  ])('is not %s', async (endpoint, path) => {
    const { ana } = await withAna()
    const { status, json } = await ana('POST', pushPath, { ...form(), endpoint })
    expect([status, json.errors]).toMatchObject([422, [{ path }]])
  })

  it('has keys of the right size, and an endpoint out in the world', async () => {
    const { ana, house } = await withAna()
    const { endpoint, keys } = form()
    for (const wrong of [{ ...keys, auth: 'short' }, { ...keys, p256dh: 'AA==' }, { p256dh: keys.p256dh }])
      expect((await ana('POST', pushPath, { endpoint, keys: wrong })).status).toBe(422)
    house.push.verdict = 'refused'
    expect((await ana('POST', pushPath, form())).json.errors).toMatchObject([{ path: 'endpoint' }])
    expect(await listed(ana)).toEqual([])
  })

  it('is one of twenty at most: the first that was added gives way', async () => {
    const { ana } = await withAna()
    const ids: unknown[] = []
    for (let n = 0; n < 22; n += 1) ids.push((await ana('POST', pushPath, form(`b${n}`))).json.id)
    expect((await listed(ana)).map(({ id }) => id)).toEqual(ids.slice(2).toReversed())
  })

  it('is another person’s once they sign in there, who finds nothing of what waited', async () => {
    const here = await withAna()
    const { json } = await here.ana('POST', pushPath, form())
    await here.ana('POST', `${pushPath}/${json.id}/test`)
    expect(await here.house.store.push.heads()).toHaveLength(1)
    const eva = here.as((await withEva(here)).cookie)
    await eva('POST', pushPath, { ...form(), allow: false })
    expect(await listed(here.ana)).toEqual([])
    expect(await listed(eva)).toHaveLength(1)
    expect(await here.house.store.push.heads()).toEqual([])
  })

  it('gets a test as soon as its person asks for one, but not all the time', async () => {
    const { ana, house } = await withAna()
    const { json } = await ana('POST', pushPath, form())
    expect((await ana('POST', `${pushPath}/${json.id}/test`)).status).toBe(202)
    const [head] = await house.store.push.heads()
    expect(JSON.parse(head?.delivery.text ?? '')).toMatchObject({
      title: 'Push funciona en este navegador',
      url: '/me#push',
      language: 'es',
    })
    expect(house.push.woken).toBe(1)
    for (let n = 0; n < 4; n += 1) await ana('POST', `${pushPath}/${json.id}/test`)
    expect((await ana('POST', `${pushPath}/${json.id}/test`)).status).toBe(429)
    expect((await ana('POST', `${pushPath}/nobody/test`)).status).toBe(429)
  })
})

describe('P32c pushes to a browser end', () => {
  it('when somebody signs out there, and there alone', async () => {
    const here = await withAna()
    const other = await signIn(here, 'ana', goodPassword)
    await here.ana('POST', pushPath, form('first'))
    await here.as(other)('POST', pushPath, form('second'))
    await here.as(other)('DELETE', '/api/v1/session')
    expect(await listed(here.ana)).toHaveLength(1)
    await here.as(await signIn(here, 'ana', goodPassword))('DELETE', '/api/v1/sessions')
    expect(await listed(here.as(await signIn(here, 'ana', goodPassword)))).toEqual([])
  })

  it('not when a session runs out by itself', async () => {
    const here = await withAna()
    await here.ana('POST', pushPath, form())
    here.house.clock.at += 8 * 86_400_000
    expect((await here.ana('GET', pushPath)).status).toBe(401)
    const ana = here.as(await signIn(here, 'ana', goodPassword))
    expect(await listed(ana)).toHaveLength(1)
    // The password that it was made with is no longer good.
    const password = 'Another-Password-8'
    expect(
      (await ana('PUT', '/api/v1/me/password', { current: goodPassword, password, repeat: password })).status,
    ).toBe(204)
    expect(await listed(ana)).toEqual([])
  })

  it('with the password, but where it is changed', async () => {
    const here = await withAna()
    await here.as(await signIn(here, 'ana', goodPassword))('POST', pushPath, form('other'))
    await here.ana('POST', pushPath, form('mine'))
    const password = 'Another-Password-8'
    await here.ana('PUT', '/api/v1/me/password', { current: goodPassword, password, repeat: password })
    const [left, ...more] = await listed(here.ana)
    expect(left?.fingerprint).toBe(createHash('sha256').update('https://push.example/mine').digest('hex'))
    expect(more).toEqual([])
  })

  it('with a person who is disabled or deleted', async () => {
    const here = await withAna()
    const { id, cookie } = await withEva(here)
    const eva = here.as(cookie)
    await eva('POST', pushPath, form())
    await here.ana('PATCH', `/api/v1/users/${id}`, { disabled: true })
    expect(await here.house.store.push.list(id)).toEqual([])
    await here.ana('PATCH', `/api/v1/users/${id}`, { disabled: false })
    await here.as(await signIn(here, 'eva', 'Eva-Password-11'))('POST', pushPath, form())
    await here.ana('DELETE', `/api/v1/users/${id}`)
    expect(await here.house.store.push.readers()).toEqual([])
  })
})

import { describe, expect, it, vi } from 'vitest'
import { begin, chat, chatHouse, from, shop, visitor } from '../../test/fakes/chat.ts'
import { listen } from '../../test/fakes/event-stream.ts'
import { goodPassword } from '../../test/fakes/served.ts'
import { setUp } from '../../test/fakes/set-up.ts'
import { newSecret } from '../services/secret.ts'
import { makeId } from '../store/make-id.ts'

describe('a paired iPad', () => {
  it('is known, and sends along how the devices are once its people say yes', async () => {
    const here = await chatHouse()
    const cookie = await setUp(here)
    const json = { password: goodPassword, repeat: goodPassword }
    await here.ask('PUT', '/api/v1/account/app-password', { json, headers: { cookie } })
    const pairing = { appPassword: goodPassword, name: 'Bar iPad', place: 'Bar' }
    const paired = await here.ask('POST', '/api/v1/checkins/pair', { json: pairing })
    const headers = { authorization: `Bearer ${paired.json.token}` }
    const settings = await here.ask('GET', `${chat}/settings?channel=default`, { headers })
    expect(settings.json).toMatchObject({ known: { name: 'Bar iPad', place: 'Bar' }, mayAttachStates: true })
    const pad = await visitor(here, { headers, more: { name: 'Sereno Support' } })
    expect((await here.house.store.talk.get(pad.id))?.contact).toMatchObject({
      ...{ name: 'Bar iPad', place: 'Bar', deviceId: paired.json.deviceId, verified: true, externalId: null },
    })
    const both = { ...headers, 'sereno-visitor': pad.token }
    const send = (consent: boolean, shown: Record<string, string> = both) =>
      pad.ask('POST', '/states', { json: { consent, clientId: 'how-they-are' }, headers: shown })
    // That it was ours when it began is not enough.
    expect((await send(true, {})).status).toBe(404)
    expect((await send(false)).status).toBe(422)
    const sent = await send(true)
    expect([sent.status, sent.json.states]).toEqual([
      201,
      [{ deviceId: paired.json.deviceId, name: 'Bar iPad', state: 'unknown', message: '' }],
    ])
    expect((await send(true)).json.id).toBe(sent.json.id)
    const read = async (shown: Record<string, string>) =>
      ((await pad.ask('GET', '/messages', { headers: shown })).json.items as object[]).length
    expect([await read(both), await read({})]).toEqual([2, 1])
    // Only of the house, and only here.
    expect(
      (
        await pad.ask('POST', '/states', {
          json: { consent: true, clientId: makeId() },
          headers: { ...both, ...from(shop) },
        })
      ).status,
    ).toBe(404)
    const guest = await visitor(here)
    expect((await guest.ask('POST', '/states', { json: { consent: true, clientId: makeId() } })).status).toBe(404)
  })
})

describe('somebody who signed in', () => {
  it('is known by the name of the house, and sends states along until they sign out', async () => {
    const here = await chatHouse()
    const cookie = await setUp(here)
    const page = `http://127.0.0.1:${here.port}/chat`
    const ana = await visitor(here, { headers: { cookie }, more: { name: 'Sereno Support', page: `${page}?who=ana` } })
    const { contact } = (await here.house.store.talk.get(ana.id)) ?? {}
    expect(contact).toMatchObject({ name: 'Ana Puig', verified: true, page, externalId: null })
    const states = () =>
      ana.ask('POST', '/states', { json: { consent: true, clientId: makeId() }, headers: { cookie } })
    expect((await states()).status).toBe(201)
    const stream = await listen(here.port, { ...ana.headers, cookie }, `${chat}/${ana.id}/events`)
    const alone = await listen(here.port, ana.headers, `${chat}/${ana.id}/events`)
    expect((await states()).status).toBe(201)
    await vi.waitFor(() => expect(stream.told.some(({ data }) => data.states)).toBe(true))
    await vi.waitFor(() => expect(alone.told.some(({ event }) => event === 'thread')).toBe(true))
    expect(alone.told.filter(({ event }) => event === 'message')).toEqual([])
    expect((await here.ask('DELETE', '/api/v1/session', { headers: { cookie } })).status).toBe(204)
    await vi.waitFor(() => expect(stream.isEnded()).toBe(true))
    expect((await states()).status).toBe(404)
    expect(await ana.texts()).toEqual(['Hola'])
    expect((await begin(here, { token: ana.token })).status).toBe(404)
  })
})

describe('the page on which somebody writes', () => {
  it('is told where it is of the site that asks, and keeps the name with which they began', async () => {
    const here = await chatHouse()
    const token = newSecret()
    const contact = async (more: object) => {
      const { json } = await begin(here, { token, headers: from(shop), more })
      return (await here.house.store.talk.get(String(json.id)))?.contact
    }
    expect(await contact({ page: `${shop}/menu?table=7` })).toMatchObject({ name: '', page: `${shop}/menu` })
    expect(await contact({ name: 'Pau', page: 'https://sereno-login.example/' })).toMatchObject({
      name: 'Pau',
      page: '',
    })
    expect(await contact({ name: 'Ana, sales' })).toMatchObject({ name: 'Pau', verified: false })
  })
})

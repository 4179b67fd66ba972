import { createHmac } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { begin, chat, chatHouse, from, shop, stranger, visitor } from '../../test/fakes/chat.ts'
import { listen } from '../../test/fakes/event-stream.ts'
import { noon } from '../../test/fakes/house.ts'
import { addPerson, setUp } from '../../test/fakes/set-up.ts'
import { sealIdentity } from '../flow/channel-secrets.ts'
import { makeId } from '../store/make-id.ts'

const answer = (userId: string, text: string) => ({
  ...{ id: makeId(), kind: 'out' as const, userId, author: 'Eva Roig', at: noon, text, fileIds: [] },
  ...{ clientId: makeId(), isTemplate: false, state: 'sent' as const, expiresAt: noon },
})

describe('a visitor', () => {
  it('begins once, however often the start is sent, and each message is kept once', async () => {
    const here = await chatHouse()
    const marta = await visitor(here, { text: 'No paper', clientId: 'first-words' })
    const again = await begin(here, { token: marta.token, text: 'No paper', clientId: 'first-words' })
    expect(again.json).toEqual({ id: marta.id, visitorToken: marta.token })
    expect((await marta.write('In the kitchen', 'second-words')).status).toBe(201)
    const twice = await marta.write('In the kitchen', 'second-words')
    expect([twice.status, twice.json.clientId]).toEqual([201, 'second-words'])
    expect(await marta.texts()).toEqual(['No paper', 'In the kitchen'])
  })

  it('is nobody without their token, and nobody else with it', async () => {
    const here = await chatHouse()
    const marta = await visitor(here)
    const other = await visitor(here)
    const posts = {
      messages: { text: 'Hola', clientId: makeId() },
      typing: undefined,
      seen: { sequence: 9 },
      other: undefined,
    }
    for (const headers of [other.headers, { authorization: 'Visitor guessed' }, { authorization: '' }]) {
      for (const path of ['messages', 'events', 'files/some'])
        expect((await here.ask('GET', `${chat}/${marta.id}/${path}`, { headers })).status).toBe(404)
      for (const [path, json] of Object.entries(posts))
        expect((await here.ask('POST', `${chat}/${marta.id}/${path}`, { headers, json })).status).toBe(404)
    }
    expect((await here.ask('GET', `${chat}/unknown/messages`, { headers: marta.headers })).status).toBe(404)
    expect(await marta.texts()).toEqual(['Hola'])
  })

  it('reads of the house what it answers, and neither who does nor what it notes', async () => {
    const here = await chatHouse()
    const { talk } = here.house.store
    const marta = await visitor(here)
    const eva = await addPerson(here.house, 'operator')
    await talk.pick(marta.id, eva, 'Eva Roig', noon)
    await talk.write(marta.id, { ...answer(eva, 'She is new here'), kind: 'note', state: null })
    await talk.write(marta.id, answer(eva, 'Open the lid'))
    const thread = await marta.ask('GET', '/messages')
    expect(thread.json).toMatchObject({ picked: true, closed: false, hasMore: false })
    expect(thread.json.items).toMatchObject([
      { from: 'me', text: 'Hola' },
      { from: 'house', text: 'Open the lid', state: null },
    ])
    expect(thread.text).not.toMatch(/Eva|new here/u)
    const { sequence } = (thread.json.items as { sequence: number }[])[1] ?? { sequence: 0 }
    expect((await marta.ask('POST', '/seen', { json: { sequence } })).status).toBe(204)
    expect((await talk.messages(marta.id, {}, 50)).items.at(-1)).toMatchObject({ state: 'seen' })
  })

  it('writes what they like: it is kept as text, without what would make it read as something else', async () => {
    const here = await chatHouse()
    const marta = await visitor(here, { text: '<script>alert(1)</script>' })
    await marta.write('<img src=x onerror=alert(1)> \u202eevil\u202c \u0000 👨‍👩‍👧 سلام\nnext')
    expect(await marta.texts()).toEqual([
      '<script>alert(1)</script>',
      '<img src=x onerror=alert(1)> evil  👨‍👩‍👧 سلام\nnext',
    ])
  })

  it('is told in time: messages, that somebody writes, who has it', async () => {
    const here = await chatHouse()
    const { bus, store, presence } = here.house
    const marta = await visitor(here)
    const stream = await listen(here.port, marta.headers, `${chat}/${marta.id}/events`)
    await vi.waitFor(() => expect(presence.visitors.has(marta.id)).toBe(true))
    const eva = await addPerson(here.house, 'operator')
    await store.talk.pick(marta.id, eva, 'Eva Roig', noon)
    bus.emit('conversation.changed', marta.id)
    bus.emit('conversation.typing', marta.id, 'operator')
    const written = await store.talk.write(marta.id, answer(eva, 'Open the lid'))
    if (typeof written === 'string') throw new Error(written)
    bus.emit('message.changed', marta.id, written.id)
    await vi.waitFor(() => expect(stream.told.map(({ event }) => event)).toEqual(['thread', 'typing', 'message']))
    expect(stream.told[2]?.data).toMatchObject({ from: 'house', text: 'Open the lid' })
    expect(stream.raw()).not.toContain('Eva')
    stream.close()
    await vi.waitFor(() => expect(presence.visitors.has(marta.id)).toBe(false))
  })
})

describe('another site', () => {
  it('may show a chat that lists it, and its visitors are nobody of the house', async () => {
    const here = await chatHouse()
    const cookie = await setUp(here)
    const path = `${chat}/settings?channel=${here.channelId}`
    const listed = await here.ask('GET', path, { headers: { ...from(shop), cookie } })
    expect([listed.status, listed.headers['access-control-allow-origin']]).toEqual([200, shop])
    expect(listed.headers['access-control-allow-credentials']).toBeUndefined()
    expect(listed.json).toMatchObject({ known: null, mayAttachStates: false, phone: '' })
    const other = await here.ask('GET', path, { headers: from(stranger) })
    expect([other.status, other.headers['access-control-allow-origin']]).toEqual([403, undefined])
    expect((await begin(here, { headers: from(stranger) })).status).toBe(403)
    const marta = await visitor(here, { headers: { ...from(shop), cookie } })
    expect((await marta.ask('GET', '/messages', { headers: from(stranger) })).status).toBe(403)
    expect((await here.house.store.talk.get(marta.id))?.contact).toMatchObject({ verified: false, name: '' })
    const ours = await here.ask('GET', path, { headers: { cookie, 'sec-fetch-site': 'same-origin' } })
    expect(ours.json).toMatchObject({ known: { name: 'Ana Puig', place: '' }, mayAttachStates: true })
  })

  it('asks first, and is let do this and nothing else', async () => {
    const here = await chatHouse()
    const preflight = (path: string, origin: string) =>
      here.ask('OPTIONS', path, {
        headers: {
          ...from(origin),
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'authorization,content-type',
          'access-control-request-private-network': 'true',
        },
      })
    const { status, headers } = await preflight(`${chat}/some/messages`, shop)
    expect([status, headers['access-control-allow-origin'], headers['access-control-allow-private-network']]).toEqual([
      204,
      shop,
      'true',
    ])
    expect(headers['access-control-allow-methods']).toContain('POST')
    expect(headers['access-control-allow-headers']).toContain('Authorization')
    for (const [path, origin] of [
      [chat, stranger],
      ['/api/v1/devices', shop],
      ['/api/v1/session', shop],
    ] as const)
      expect((await preflight(path, origin)).headers['access-control-allow-origin']).toBeUndefined()
    const device = { name: 'x', type: 'printer', address: '192.0.2.1' }
    expect((await here.ask('POST', '/api/v1/devices', { json: device, headers: from(shop) })).status).toBe(403)
  })

  it('learns that a chat was switched off or removed, so that it can hide it', async () => {
    const here = await chatHouse()
    const marta = await visitor(here)
    const path = `${chat}/settings?channel=${here.channelId}`
    const [stream, elsewhere] = await Promise.all(
      [marta.headers, { ...marta.headers, ...from(shop) }].map((headers) =>
        listen(here.port, headers, `${chat}/${marta.id}/events`),
      ),
    )
    if (!stream || !elsewhere) throw new Error('nobody listens')
    await here.house.book.change(({ channels: [channel] }) => {
      if (channel?.type === 'live-chat') channel.settings.origins = []
    })
    here.house.bus.emit('channel.changed', here.channelId)
    await vi.waitFor(() => expect([elsewhere.isEnded(), stream.isEnded()]).toEqual([true, false]))
    await here.house.book.change(({ channels: [channel] }) => {
      if (channel?.type === 'live-chat') channel.settings.origins = [shop]
    })
    await here.house.book.change((draft) => {
      for (const channel of draft.channels) channel.active = false
    })
    here.house.bus.emit('channel.changed', here.channelId)
    await vi.waitFor(() => expect(stream.isEnded()).toBe(true))
    const told = async () => {
      const { status, json, headers } = await here.ask('GET', path, { headers: from(shop) })
      return [status, json.code, headers['access-control-allow-origin']]
    }
    expect(await told()).toEqual([410, 'chat_off', shop])
    expect((await marta.write('Hola?')).json.code).toBe('chat_off')
    await here.house.book.change((draft) => {
      draft.channels = []
    })
    expect(await told()).toEqual([410, 'chat_off', shop])
  })

  it('says who its visitors are by its signature, and by nothing else', async () => {
    const here = await chatHouse()
    const secret = 'what the site signs with'
    await here.house.book.change((draft) => {
      const [channel] = draft.channels
      if (channel?.type === 'live-chat') channel.sealed = sealIdentity(here.house.sealer, channel.id, secret)
    })
    const signed = (id: string, key: string) => ({
      name: 'Sereno Support',
      identity: {
        id,
        name: 'Marta',
        email: 'marta@example.com',
        hash: createHmac('sha256', key).update(`${id}\nMarta\nmarta@example.com`).digest('hex'),
      },
    })
    const forged = await begin(here, { more: signed('guest-7', 'guessed') })
    expect([forged.status, forged.json.code]).toEqual([401, 'wrong_identity'])
    const marta = await visitor(here, { headers: from(shop), more: signed('guest-7', secret) })
    expect((await here.house.store.talk.get(marta.id))?.contact).toMatchObject({
      ...{ name: 'Marta', verified: true, externalId: 'guest-7', email: 'marta@example.com' },
    })
    // Whoever else has this browser now does not go on in her thread.
    for (const more of [signed('guest-8', secret), {}])
      expect((await begin(here, { token: marta.token, more })).status).toBe(404)
    // Known to their site, and still nobody of the venue.
    expect((await marta.ask('POST', '/states', { json: { consent: true, clientId: makeId() } })).status).toBe(404)
  })
})

it('the widget may be loaded by any page, is asked for again soon, and no other file of ours may', async () => {
  const here = await chatHouse()
  const dist = join(here.house.folder, 'dist')
  await mkdir(dist)
  for (const name of ['widget.js', 'other.js']) await writeFile(join(dist, name), 'void 0')
  const headersOf = async (path: string) => {
    const { headers } = await here.ask('GET', path, { headers: from(stranger) })
    return ['cross-origin-resource-policy', 'access-control-allow-origin', 'cache-control'].map((name) => headers[name])
  }
  expect(await headersOf('/widget.js')).toEqual(['cross-origin', '*', 'public, max-age=300'])
  expect(await headersOf('/other.js')).toEqual(['same-origin', undefined, 'no-cache'])
})

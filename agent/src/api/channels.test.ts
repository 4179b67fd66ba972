import { buffer } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import { eva, withAna, withEva } from '../../test/fakes/people.ts'
import { unzipped } from '../../test/fakes/unzipped.ts'
import { openIdentity, openSecrets } from '../flow/channel-secrets.ts'
import { beginChannels } from '../services/channels/begin-channels.ts'
import { proofOf } from '../services/channels/public-address.ts'
import { venueData } from '../services/export/venue-data.ts'

const base = '/api/v1/channels'
const page = { pageId: '1042', pageToken: 'EAAG-page-token', appSecret: 'app-secret-77' }
const number = { phoneNumberId: '5511', token: 'EAAG-number-token', appSecret: 'app-secret-88' }

/** A house in which Ana is the admin, and a channel of a type. */
async function withChannel(type: string, name = 'Bar Pepe') {
  const here = await withAna()
  const { json } = await here.ana('POST', base, { type, name })
  return { ...here, id: String(json.id), path: `${base}/${json.id}` }
}

describe('B34 the first set-up', () => {
  it('makes a live chat that is on, in the language of the account', async () => {
    const { ana } = await withAna()
    const { json } = await ana('GET', base)
    expect(json).toMatchObject({
      items: [{ type: 'live-chat', name: 'Chat en vivo', status: 'active', trouble: null, detail: null }],
      nextCursor: null,
    })
  })

  it('is made up for once where the venue is older than its channels, and what is removed stays removed', async () => {
    const { ana, house } = await withAna()
    await house.book.change((draft) => {
      draft.channels = []
    })
    await house.store.keep.set({ 'channels.begun': null })
    await beginChannels(house)
    const [made] = house.book.read().channels
    expect(made).toMatchObject({ type: 'live-chat', active: true })
    expect((await ana('DELETE', `${base}/${made?.id}`)).status).toBe(204)
    await beginChannels(house)
    expect(house.book.read().channels).toEqual([])
  })
})

describe('B35 a live chat', () => {
  it('is made, changed piece by piece, and switched off and on', async () => {
    const { ana, path, house } = await withChannel('live-chat', 'Terrace')
    const settings = { color: '#AA2200', origins: ['https://www.barpepe.es/'], awayText: 'Back at six' }
    const changed = await ana('PATCH', path, { settings })
    expect(changed.json.liveChat).toMatchObject({
      ...{ color: '#aa2200', origins: ['https://www.barpepe.es'], awayText: 'Back at six', greeting: '', hours: null },
    })
    house.clock.at += 60_000
    const off = await ana('PATCH', path, { active: false, name: 'Patio' })
    expect(off.json).toMatchObject({ name: 'Patio', status: 'inactive', since: new Date(house.clock.at).toISOString() })
    expect(off.json.liveChat).toMatchObject({ color: '#aa2200' })
    expect((await ana('PATCH', path, { active: true })).json).toMatchObject({ status: 'active', detail: null })
  })

  it('refuses what is no colour, no site, too long, or of another kind of channel', async () => {
    const { ana, path } = await withChannel('live-chat')
    for (const [patch, at] of [
      [{ settings: { color: 'red' } }, 'settings.color'],
      [{ settings: { origins: ['https://a.example/path'] } }, 'settings.origins[0]'],
      [{ settings: { origins: ['javascript:alert(1)'] } }, 'settings.origins[0]'],
      [{ settings: { greeting: 'x'.repeat(301) } }, 'settings.greeting'],
      [{ name: ' ' }, 'name'],
      [{ messenger: page }, 'messenger'],
      [{ approved: true }, 'approved'],
    ] as const) {
      const { status, json } = await ana('PATCH', path, patch)
      expect([at, status, json.errors]).toMatchObject([at, 422, [{ path: at }]])
    }
  })

  it('is tried by a message that comes in as a visitor’s', async () => {
    const { ana, path, id, house } = await withChannel('live-chat')
    const told: string[] = []
    house.bus.on('conversation.changed', (conversation) => told.push(conversation))
    const { status, json } = await ana('POST', `${path}/test`)
    expect([status, json]).toMatchObject([200, { ok: true, conversationId: expect.any(String) }])
    const conversation = await house.store.talk.get(String(json.conversationId))
    expect(conversation).toMatchObject({ channelId: id, pickerId: null, contact: { name: 'Prueba de Ana Puig' } })
    expect(told).toEqual([json.conversationId])
    const { items } = (await ana('GET', base)).json as { items: { id: string; lastMessageAt: string | null }[] }
    expect(items.find((one) => one.id === id)?.lastMessageAt).toBe(new Date(house.clock.now()).toISOString())
    await ana('PATCH', path, { active: false })
    expect((await ana('POST', `${path}/test`)).json).toMatchObject({ ok: false, conversationId: null })
  })

  it('has a secret for signed visitors that stays until a new one is asked for, sealed', async () => {
    const { ana, path, id, house } = await withChannel('live-chat')
    const [first, same] = await Promise.all(
      [1, 2].map(async () => (await ana('POST', `${path}/identity`, {})).json.secret),
    )
    expect(same).toBe(first)
    expect((await ana('POST', `${path}/identity`, {})).json.secret).toBe(first)
    const second = (await ana('POST', `${path}/identity`, { renew: true })).json.secret
    expect(second).not.toBe(first)
    const kept = house.book.read().channels.find((one) => one.id === id)
    expect(kept?.type === 'live-chat' && openIdentity(house.sealer, kept)).toBe(second)
    for (const { text } of [await ana('GET', path), await ana('GET', '/api/v1/audit')]) {
      expect(text).not.toContain(String(second))
      expect(text).not.toMatch(/v1\.[\w-]{20}/u)
    }
  })
})

describe('B35 Messenger', () => {
  it('is connected by credentials that Meta was asked about, and that nobody reads again', async () => {
    const { ana, path, id, house } = await withChannel('messenger')
    await ana('PUT', '/api/v1/public-address', { url: 'https://bar.example.com/' })
    const before = (await ana('GET', path)).json
    expect(before).toMatchObject({ status: 'inactive', messenger: { connected: false } })
    const connected = await ana('PATCH', path, { messenger: page })
    expect(house.channels.tried).toEqual([{ type: 'messenger', credentials: page }])
    expect(connected.json).toMatchObject({
      ...{ status: 'active', active: true, detail: null },
      messenger: { connected: true, pageId: '1042', pageName: 'Bar Pepe' },
    })
    expect(connected.json.messenger).toEqual({
      ...(before.messenger as object),
      ...{ connected: true, pageId: '1042', pageName: 'Bar Pepe' },
      webhookUrl: `https://bar.example.com/api/v1/hooks/${id}`,
    })
    const kept = house.book.read().channels.find((one) => one.id === id)
    expect(kept?.type === 'messenger' && openSecrets(house.sealer, kept)).toMatchObject({
      ...{ token: page.pageToken, appSecret: page.appSecret },
      verifyToken: (before.messenger as { verifyToken: string }).verifyToken,
    })
    const exported = JSON.stringify(await unzipped(await buffer((await venueData(house, 'en')).parts)))
    const { verifyToken } = connected.json.messenger as { verifyToken: string }
    for (const text of [(await ana('GET', base)).text, (await ana('GET', '/api/v1/audit')).text, exported])
      for (const secret of [page.pageToken, page.appSecret]) expect(text).not.toContain(secret)
    expect(exported).not.toContain(verifyToken)
    expect(exported).toContain('1042')
    expect((await ana('GET', '/api/v1/audit')).text).not.toMatch(/v1\.[\w-]{20}/u)
  })

  it.each([
    ['expired', 'Invalid OAuth access token'],
    ['unknown', 'ENOTFOUND'],
  ] as const)('is not connected where Meta says %s', async (state, reason) => {
    const { ana, path, house } = await withChannel('messenger')
    house.channels.health = { state, expiresAt: null, name: '', reason }
    const { status, json } = await ana('PATCH', path, { messenger: page })
    expect([status, json.errors]).toMatchObject([422, [{ path: 'messenger.pageToken' }]])
    expect(JSON.stringify(json.errors)).toContain(reason)
    expect((await ana('GET', path)).json).toMatchObject({ status: 'inactive', messenger: { connected: false } })
  })

  it('is one of each page, and cannot be on before it is connected', async () => {
    const { ana, path } = await withChannel('messenger')
    expect((await ana('PATCH', path, { active: true })).json.errors).toMatchObject([{ path: 'active' }])
    expect((await ana('PATCH', path, { messenger: page })).status).toBe(200)
    const other = (await ana('POST', base, { type: 'messenger', name: 'Again' })).json.id
    const taken = await ana('PATCH', `${base}/${other}`, { messenger: page })
    expect([taken.status, taken.json.errors]).toMatchObject([409, [{ path: 'messenger.pageId' }]])
    expect((await ana('PATCH', path, { messenger: page })).status).toBe(200)
  })

  it('says what keeps it from working, and is asked about that when it is tried', async () => {
    const { ana, path, id, house } = await withChannel('messenger')
    await ana('PATCH', path, { messenger: page })
    expect((await ana('GET', path)).json).toMatchObject({ status: 'needs_attention', trouble: null })
    await ana('PUT', '/api/v1/public-address', { url: 'https://bar.example.com' })
    house.channels.troubles.set(id, { trouble: 'token', reason: 'expired' })
    expect((await ana('GET', path)).json).toMatchObject({ status: 'needs_attention', trouble: 'token' })
    expect((await ana('POST', `${path}/test`)).json).toMatchObject({ ok: true, conversationId: null })
    house.channels.health = { state: 'expired', expiresAt: null, name: '', reason: 'Session has expired' }
    const { json } = await ana('POST', `${path}/test`)
    expect([json.ok, json.detail]).toEqual([false, expect.stringContaining('Session has expired')])
  })
})

describe('B37 WhatsApp', () => {
  it('is asked for by one ticket, approved by an advisor, and on with its credentials', async () => {
    const { ana, as, path, house, ...here } = await withChannel('whatsapp', 'WhatsApp')
    await ana('PUT', '/api/v1/public-address', { url: 'https://bar.example.com' })
    const early = await ana('PATCH', path, { whatsapp: number })
    expect([early.status, early.json.errors]).toMatchObject([422, [{ path: 'whatsapp' }]])
    const [one, other] = await Promise.all([ana('POST', `${path}/request`), ana('POST', `${path}/request`)])
    expect(one.json.whatsapp).toMatchObject({ stage: 'requested', ticket: 1 })
    expect(other.json).toEqual(one.json)
    expect((await ana('GET', '/api/v1/tickets')).json.items).toMatchObject([{ number: 1, subject: 'Activar WhatsApp' }])
    expect((await ana('PATCH', path, { approved: true })).status).toBe(403)
    const { cookie } = await withEva({ ana, as, house, ...here }, { ...eva, role: 'advisor' })
    const approved = await as(cookie)('PATCH', path, { approved: true })
    expect(approved.json).toMatchObject({ status: 'inactive', whatsapp: { stage: 'approved' } })
    house.channels.health = { ...house.channels.health, name: '+34 600 111 222' }
    const on = await ana('PATCH', path, { whatsapp: { ...number, templateName: 'hello', templateLanguage: 'es' } })
    expect(on.json).toMatchObject({
      status: 'active',
      whatsapp: { stage: 'active', phone: '+34 600 111 222', phoneNumberId: '5511', templateName: 'hello' },
    })
    expect((await ana('POST', `${path}/request`)).json.whatsapp).toMatchObject({ stage: 'active', ticket: 1 })
  })
})

describe('channels', () => {
  it('are twenty at most', async () => {
    const { ana } = await withAna()
    for (let n = 1; n < 20; n += 1)
      expect((await ana('POST', base, { type: 'live-chat', name: `Chat ${n}` })).status).toBe(201)
    const { json } = await ana('POST', base, { type: 'live-chat', name: 'One more' })
    expect(json).toMatchObject({ status: 409, code: 'channels_full' })
  })

  it('are seen by who reads, who is told nothing that Meta shows us, and are changed by managers alone', async () => {
    const here = await withChannel('messenger')
    await here.ana('PUT', '/api/v1/public-address', { url: 'https://bar.example.com' })
    const { cookie } = await withEva(here)
    const asEva = here.as(cookie)
    expect((await asEva('GET', here.path)).json.messenger).toMatchObject({ webhookUrl: null, verifyToken: null })
    expect((await asEva('POST', base, { type: 'live-chat', name: 'Mine' })).status).toBe(403)
    expect((await asEva('PATCH', here.path, { name: 'Mine' })).status).toBe(403)
    expect((await asEva('GET', '/api/v1/public-address')).status).toBe(403)
  })

  it('that are not there are not found', async () => {
    const { ana } = await withAna()
    const live = ((await ana('GET', base)).json.items as { id: string }[])[0]?.id
    for (const [method, path] of [
      ...[['GET', 'gone'] as const, ['DELETE', 'gone'] as const, ['POST', 'gone/test'] as const],
      ...[['POST', 'gone/request'] as const, ['POST', `${live}/request`] as const],
    ])
      expect((await ana(method, `${base}/${path}`)).status).toBe(404)
    expect((await ana('PATCH', `${base}/gone`, {})).status).toBe(404)
  })
})

describe('the public address', () => {
  it('is ours where we answer there, and is kept whatever answers', async () => {
    const { ana, house, ask } = await withAna()
    const put = async (url: string | null) => (await ana('PUT', '/api/v1/public-address', { url })).json
    expect(await put('https://bar.example.com/')).toEqual({ url: 'https://bar.example.com', reached: 'no' })
    house.outside.answer = (_, json) => ({
      end: 'answered',
      text: JSON.stringify({ proof: proofOf(String(Reflect.get(json, 'nonce'))) }),
    })
    expect(await put('https://bar.example.com')).toMatchObject({ reached: 'yes' })
    house.outside.answer = () => ({ end: 'answered', text: '<h1>My router</h1>' })
    expect(await put('https://bar.example.com')).toMatchObject({ reached: 'other' })
    house.outside.answer = () => ({ end: 'local' })
    expect(await put('https://bar.example.com')).toMatchObject({ reached: 'local' })
    house.outside.answer = () => ({ end: 'never' })
    const refused = await ana('PUT', '/api/v1/public-address', { url: 'https://192.168.1.1' })
    expect([refused.status, refused.json.errors]).toMatchObject([422, [{ path: 'url' }]])
    expect((await ana('GET', '/api/v1/public-address')).json).toEqual({ url: 'https://bar.example.com' })
    const nonce = 'a-word-of-some-length'
    const proven = await ask('POST', '/api/v1/public-address/proof', { json: { nonce } })
    expect([proven.status, proven.json]).toEqual([200, { proof: proofOf(nonce) }])
    expect(await put(null)).toEqual({ url: null, reached: null })
  })

  it('is HTTPS and nothing else', async () => {
    const { ana } = await withAna()
    for (const url of [
      'http://bar.example.com',
      'https://ana:pw@bar.example.com',
      'bar.example',
      'https://a.example/?b',
    ])
      expect((await ana('PUT', '/api/v1/public-address', { url })).json.errors).toMatchObject([{ path: 'url' }])
  })
})

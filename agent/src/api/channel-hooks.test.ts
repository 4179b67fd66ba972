import { createHmac } from 'node:crypto'
import { request } from 'node:http'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { metaChannels } from '../../test/fakes/channel-scene.ts'
import { type FakeGraph, page, startGraph } from '../../test/fakes/graph.ts'
import { onPage, onPhone, signed } from '../../test/fakes/graph-hooks.ts'
import { type Served, served } from '../../test/fakes/served.ts'
import { startFetching } from '../services/channel-hooks/fetch-files.ts'

const hook = (channel: string) => `/api/v1/hooks/${channel}`
const verifying = (token: string, mode = 'subscribe') =>
  `?hub.mode=${mode}&hub.verify_token=${token}&hub.challenge=1158201444`

interface Here extends Served {
  graph: FakeGraph
  /** Meta calls; the status that it is answered with. */
  call(channel: string, json: unknown, secret?: string): Promise<number>
  /** Each contact with what they wrote. */
  written(): Promise<[name: string, text: string, files: string[]][]>
}

async function withChannels(): Promise<Here> {
  const graph = await startGraph()
  const here = await served()
  const { house, ask } = here
  Object.assign(house, { config: { ...house.config, graphUrl: graph.url } })
  await house.book.change((draft) => void draft.channels.push(...metaChannels(house.sealer)))
  return {
    ...here,
    graph,
    async call(channel, json, secret) {
      const { status } = await ask('POST', hook(channel), signed(json, secret))
      return status
    },
    async written() {
      const { items } = await house.store.talk.list(
        { tray: 'inbox', userId: 'u1', search: '', order: 'oldest' },
        { limit: 50 },
      )
      const threads = await Promise.all(items.map(({ id }) => house.store.talk.messages(id, {}, 200)))
      return threads.flatMap((thread) =>
        thread.items
          .filter(({ kind }) => kind === 'in')
          .map(
            ({ author, text, files }) => [author, text, files.map(({ name }) => name)] as [string, string, string[]],
          ),
      )
    },
  }
}

describe('a webhook', () => {
  test('is verified by the word of its channel alone', async () => {
    const { ask, house } = await withChannels()
    const good = await ask('GET', `${hook('page')}${verifying('verify-page')}`)
    expect([good.status, good.text, good.headers['content-type']]).toEqual([
      200,
      '1158201444',
      'text/plain; charset=utf-8',
    ])
    expect((await ask('GET', `${hook('page')}${verifying('verify-phone')}`)).status).toBe(403)
    expect((await ask('GET', `${hook('page')}${verifying('verify-page', 'unsubscribe')}`)).status).toBe(403)
    expect((await ask('GET', `${hook('nobody')}${verifying('verify-page')}`)).status).toBe(404)
    expect((await ask('GET', hook('page'))).status).toBe(422)
    const chat = house.book.read().channels.find(({ type }) => type === 'live-chat')
    if (chat) expect((await ask('GET', `${hook(chat.id)}${verifying('')}`)).status).toBe(404)
    // Whoever guesses is held up, and Meta is not.
    const guesses = await Promise.all(Array.from({ length: 30 }, () => ask('GET', `${hook('page')}${verifying('x')}`)))
    expect(guesses.map(({ status }) => status)).toContain(429)
    expect((await ask('GET', `${hook('page')}${verifying('verify-page')}`)).status).toBe(200)
  })

  test.each<[what: string, status: number, asking: object]>([
    ['without a signature', 403, { headers: { 'content-type': 'application/json' } }],
    ['with a signature of another app', 403, signed(onPage.text('eva', 'm1', 'hi'), 'another')],
    ['whose bytes were changed', 403, { ...signed(onPage.text('eva', 'm1', 'hi')), body: '{"object":"page"}' }],
    [
      'with the old kind of signature',
      403,
      { headers: { 'x-hub-signature-256': 'sha1=00', 'content-type': 'application/json' } },
    ],
    ['of another type', 415, { ...signed({}), headers: { 'content-type': 'text/plain' } }],
    ['of more than a megabyte', 413, signed(onPage.text('eva', 'm1', 'x'.repeat(1024 * 1024)))],
  ])('%s is refused, and says no more than that', async (_, status, asking) => {
    const { ask, house, written } = await withChannels()
    const answer = await ask('POST', hook('page'), { body: '{}', ...asking })
    expect(answer.status).toBe(status)
    expect(answer.text).not.toMatch(/signature|secret|hmac/iu)
    expect(await written()).toEqual([])
    expect(house.channels.heardOf).toEqual([])
  })

  test('of a channel that is off or gone is not there; what makes no sense is let be', async () => {
    const { call, house, written } = await withChannels()
    expect(await call('page', { object: 'page', entry: 'none' })).toBe(200)
    expect(await call('page', onPage.unknown('eva'))).toBe(200)
    expect(await call('page', onPage.echo('eva', 'm0', 'our own'))).toBe(200)
    expect(await call('page', onPhone.text('34600', 'wamid.a', 'for the other'))).toBe(200)
    expect(house.channels.heardOf).toHaveLength(4)
    await house.book.change((draft) => {
      for (const one of draft.channels) one.active = false
    })
    expect(await call('page', onPage.text('eva', 'm1', 'hi'))).toBe(404)
    expect(await call('gone', onPage.text('eva', 'm1', 'hi'))).toBe(404)
    expect(await written()).toEqual([])
  })
})

describe('what a contact writes', () => {
  test('is in the inbox under their name, once however often it comes, at the same time too', async () => {
    const { call, graph, written } = await withChannels()
    graph.people.set('7001', { name: 'Eva Font', lastInAt: null, isBlocked: false })
    const first = onPage.text('7001', 'm1', 'No hi ha paper 🧾\n<b>ajuda</b> \u202Eevil')
    expect(await Promise.all([1, 2, 3].map(() => call('page', first)))).toEqual([200, 200, 200])
    expect(await call('phone', onPhone.text('34600111222', 'wamid.a', 'Hola', 'Marta'))).toBe(200)
    expect(await call('phone', onPhone.text('34600111222', 'wamid.b', 'Again', ''))).toBe(200)
    expect(await call('phone', onPhone.hidden('ES.13491208655302741918', 'wamid.c', 'It is me'))).toBe(200)
    expect(await call('phone', onPhone.voice('34600111222', 'wamid.d'))).toBe(200)
    expect(await call('page', onPage.text('7002', 'm2', 'x'.repeat(9000)))).toBe(200)
    const all = await written()
    expect(all.slice(0, 1)).toEqual([['Eva Font', 'No hi ha paper 🧾\n<b>ajuda</b> evil', []]])
    expect(all.filter(([name]) => name === 'Marta').map(([, text]) => text)).toEqual([
      'Hola',
      'Again',
      '[A voice message or sound, which cannot be played here]',
      'It is me',
    ])
    expect(all.at(-1)?.[0]).toBe('Messenger 7002')
    expect(all.at(-1)?.[1]).toHaveLength(4000)
  })

  test('after an outage is in the order of one call, and its patience counts from when it was written', async () => {
    const { call, house, written } = await withChannels()
    const now = house.clock.now()
    const windowOf = async (channelId: string, contactKey: string) =>
      (await house.store.talk.byContact(channelId, contactKey))?.lastInAt
    const [hour, day] = [3_600_000, 86_400_000]
    const late = [
      { mid: 'm2', text: 'two', at: now - hour },
      { mid: 'm1', text: 'one', at: now - 2 * hour },
    ]
    expect(await call('page', onPage.texts('eva', late))).toBe(200)
    expect((await written()).map(([, text]) => text)).toEqual(['one', 'two'])
    expect(await house.store.talk.byContact('page', 'eva')).toMatchObject({ lastInAt: now - hour, lastAt: now })
    // One that Meta repeats later still takes nothing back; one of tomorrow or of long ago is not believed.
    expect(await call('page', onPage.texts('eva', [{ mid: 'm0', text: 'zero', at: now - 3 * hour }]))).toBe(200)
    expect(await windowOf('page', 'eva')).toBe(now - hour)
    expect(await call('phone', onPhone.text('34600', 'wamid.a', 'hi', 'Marta', now + day))).toBe(200)
    expect(await call('phone', onPhone.text('34601', 'wamid.b', 'hi', 'Tom', now - 31 * day))).toBe(200)
    expect([await windowOf('phone', '34600'), await windowOf('phone', '34601')]).toEqual([now, now])
    // The box woke up in the past, and Meta knows better.
    house.watch.isClockTrusted = false
    expect(await call('phone', onPhone.text('34602', 'wamid.c', 'hi', 'Ana', now + 2 * day))).toBe(200)
    expect(await windowOf('phone', '34602')).toBe(now + 2 * day)
  })

  test('is under the name that Meta could not tell at first, once it can', async () => {
    const { call, graph, house } = await withChannels()
    const nameOf = async () => (await house.store.talk.byContact('page', '7001'))?.contact.name
    graph.step = () => 'drop'
    expect(await call('page', onPage.text('7001', 'm1', 'hi'))).toBe(200)
    expect(await nameOf()).toBe('Messenger 7001')
    graph.step = () => 'go'
    graph.people.set('7001', { name: 'Eva Font', lastInAt: null, isBlocked: false })
    expect(await call('page', onPage.text('7001', 'm2', 'hi'))).toBe(200)
    expect(await nameOf()).toBe('Eva Font')
  })

  test('is refused for now where the inbox has no room, so that Meta sends it again', async () => {
    const { call, house, written } = await withChannels()
    const receive = house.store.talk.receive
    house.store.talk.receive = async () => 'full'
    expect(await call('page', onPage.text('eva', 'm1', 'hi'))).toBe(503)
    house.store.talk.receive = receive
    expect(await call('page', onPage.text('eva', 'm1', 'hi'))).toBe(200)
    expect(await written()).toMatchObject([[expect.anything(), 'hi', []]])
  })

  test('comes with its files, which are fetched after Meta has its answer, and after a restart', async () => {
    const { call, graph, house, written } = await withChannels()
    const png = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(100)])
    graph.media.set('501', { bytes: Buffer.from('The paper is out'), type: 'text/plain', name: 'note.txt' })
    graph.media.set('502', { bytes: png, type: 'image/png', name: 'x' })
    graph.media.set('503', { bytes: Buffer.from('MZ\u0000\u0001'), type: 'image/png', name: 'evil.png' })
    graph.step = ({ path }) => (path.includes('file') || path.endsWith('501') ? 'drop' : 'go')
    const address = `${graph.url}/file/open/502/screen.png?token=1`
    const files = [
      () => call('phone', onPhone.document('34600', 'wamid.a', '501', '../../note.txt', 'Look')),
      () => call('page', onPage.file('eva', 'm1', 'image', address)),
      () => call('page', onPage.file('eva', 'm2', 'file', `${graph.url}/file/open/503/evil.png`)),
      () => call('page', onPage.file('eva', 'm3', 'file', 'http://192.168.1.1/admin')),
    ]
    for (const send of files) expect(await send()).toBe(200)
    const stop = startFetching(house)
    await vi.waitFor(() => expect(graph.calls.some(({ path }) => path.includes('502'))).toBe(true))
    await stop()
    expect((await written()).filter(([, , names]) => names.length > 0)).toEqual([])
    // Meta sends it all again, and the line is back.
    for (const send of files) expect(await send()).toBe(200)
    graph.step = () => 'go'
    house.clock.at += 60_000
    onTestFinished(startFetching(house))
    await vi.waitFor(async () => expect(await house.store.keep.all('talk.file.')).toEqual([]))
    const all = await written()
    expect(all.filter(([, , names]) => names.length > 0)).toEqual([
      ['Marta', 'Look', ['note.txt']],
      [expect.anything(), '', ['screen.png']],
    ])
    // Operators are told of the rest in a note; nobody is told that somebody wrote.
    expect(all.filter(([, text]) => text.startsWith('['))).toEqual([])
    const eva = await house.store.talk.byContact('page', 'eva')
    const { items } = await house.store.talk.messages(eva?.id ?? '', {}, 50)
    const notes = items.filter(({ kind }) => kind === 'note')
    expect(notes.map(({ text }) => text[0])).toEqual(['[', '['])
    expect(eva?.unread).toBe(3)
    expect(graph.calls.some(({ path }) => path.includes('admin'))).toBe(false)
    expect(graph.calls.filter(({ path, token }) => path.startsWith('/file/open') && token !== '')).toEqual([])
  })

  test('and what became of ours reaches the desk', async () => {
    const { call, house } = await withChannels()
    expect(await call('page', onPage.delivered('eva', ['m_1'], 5))).toBe(200)
    expect(await call('page', onPage.read('eva', 9))).toBe(200)
    expect(await call('phone', onPhone.status('34600', 'wamid.1', 'sent'))).toBe(200)
    expect(await call('phone', onPhone.status('34600', 'wamid.1', 'read'))).toBe(200)
    expect(await call('phone', onPhone.status('34600', 'wamid.2', 'failed', 131047))).toBe(200)
    expect(house.channels.receipts.map(({ channelId, receipt }) => [channelId, receipt])).toMatchObject([
      ['page', { state: 'delivered', externalIds: ['m_1'], upTo: 5 }],
      ['page', { state: 'seen', externalIds: [], upTo: 9 }],
      ['phone', { state: 'seen', externalIds: ['wamid.1'] }],
      ['phone', { state: 'failed', externalIds: ['wamid.2'], fault: 'window' }],
    ])
  })
})

test('the signature is that of Meta’s documents: of the escaped bytes, by the app’s secret', () => {
  const { body, headers } = signed(onPage.text('eva', 'm1', 'ñ'), 'secret')
  expect(body.toString()).toContain('\\u00f1')
  const right = createHmac('sha256', 'secret').update(body).digest('hex')
  expect(headers['x-hub-signature-256']).toBe(`sha256=${right}`)
  expect(page.id).toBe('2222')
})

test('a call that bears no signature is refused before it is read, and one that does not come takes no place for long', async () => {
  const { house, port, call } = await withChannels()
  const lastly: (() => void)[] = []
  house.clock.after = (ms, work) => {
    if (ms === 10_000) lastly.push(work)
    return () => {}
  }
  const told: number[] = []
  const drip = (signature: string) => {
    const headers = { 'content-type': 'application/json', 'content-length': '1000', 'x-hub-signature-256': signature }
    const sent = request({ host: '127.0.0.1', port, method: 'POST', path: hook('page'), headers })
    sent.on('response', (answer) => told.push(answer.resume().statusCode ?? 0))
    sent.on('error', () => undefined)
    sent.write('{')
    onTestFinished(() => void sent.destroy())
  }
  drip('sha256=abc')
  await vi.waitFor(() => expect(told).toEqual([403]))
  for (let n = 0; n < 6; n += 1) drip(`sha256=${'0'.repeat(64)}`)
  await vi.waitFor(() => expect(told).toEqual([403, 503, 503]))
  for (const late of lastly) late()
  await vi.waitFor(() => expect(told).toEqual([403, 503, 503, 400, 400, 400, 400]))
  expect(await call('page', onPage.text('eva', 'm1', 'Hello'))).toBe(200)
})

import { describe, expect, test, vi } from 'vitest'
import { channelScene } from '../../test/fakes/channel-scene.ts'
import { limited, refusal } from '../../test/fakes/graph-errors.ts'

const [second, minute, hour] = [1000, 60_000, 3_600_000]

describe('what an operator writes', () => {
  test('is sent once, on either channel, and known by Meta’s id of it', async () => {
    const scene = await channelScene()
    const [eva, marta] = [await scene.talkWith('eva'), await scene.talkWith('34600', 'phone')]
    const one = await scene.answer(eva, 'We are on our way')
    const other = await scene.answer(marta, 'Is there paper in it?')
    await vi.waitFor(() => expect(scene.graph.sent).toHaveLength(2))
    await scene.asleep()
    expect(scene.graph.sent.map(({ to, text }) => [to, text]).toSorted()).toEqual([
      ['34600', 'Is there paper in it?'],
      ['eva', 'We are on our way'],
    ])
    for (const { id } of [one, other]) expect(await scene.message(id)).toMatchObject({ state: 'sent', fault: null })
    expect((await scene.message(other.id))?.externalId).toMatch(/^wamid\./u)
  })

  test('too long for one call goes in pieces, files after it, each once and in order; what was cut short goes on', async () => {
    const scene = await channelScene()
    const eva = await scene.talkWith('eva')
    const file = { id: 'f1', conversationId: eva, name: 'how.pdf', type: 'application/pdf' as const, bytes: 300_000 }
    await scene.store.talk.beginFile({ ...file, at: 1 })
    for (const [part, size] of [262_144, 37_856].entries()) {
      await scene.store.talk.addFilePart('f1', part, Buffer.alloc(size, part + 1))
    }
    await scene.store.talk.endFile('f1')
    const text = Array.from({ length: 600 }, (_, at) => `word${at}`).join(' ')
    // The line is down for the second piece.
    scene.graph.step = () => (scene.graph.sent.length === 1 ? 'drop' : 'go')
    const { id } = await scene.answer(eva, text, { fileIds: ['f1'] })
    await vi.waitFor(async () => expect((await scene.store.talk.heads())[0]).toMatchObject({ partsDone: 1, tries: 1 }))
    expect(await scene.message(id)).toMatchObject({ state: 'waiting' })
    scene.graph.step = () => 'go'
    await scene.asleep()
    await scene.later(5 * second)
    await vi.waitFor(async () => expect(await scene.message(id)).toMatchObject({ state: 'sent' }))
    const { sent } = scene.graph
    expect(sent.map(({ kind }) => kind)).toEqual(['text', 'text', 'text', 'file'])
    expect(
      sent
        .slice(0, 3)
        .map((one) => one.text)
        .join(' '),
    ).toBe(text)
    expect(sent[3]).toMatchObject({ text: 'how.pdf' })
    expect(sent[3]?.bytes?.equals(Buffer.concat([Buffer.alloc(262_144, 1), Buffer.alloc(37_856, 2)]))).toBe(true)
  })

  test('on WhatsApp a picture is handed over first, and one that it does not take fails', async () => {
    const scene = await channelScene()
    const marta = await scene.talkWith('34600', 'phone')
    for (const [id, type] of [
      ['png', 'image/png'],
      ['webp', 'image/webp'],
    ] as const) {
      await scene.store.talk.beginFile({ id, conversationId: marta, name: `a.${id}`, type, bytes: 3, at: 1 })
      await scene.store.talk.addFilePart(id, 0, Buffer.from('abc'))
      await scene.store.talk.endFile(id)
    }
    const good = await scene.answer(marta, '', { fileIds: ['png'] })
    const bad = await scene.answer(marta, '', { fileIds: ['webp'] })
    await vi.waitFor(async () => expect(await scene.message(bad.id)).toMatchObject({ state: 'failed', fault: 'file' }))
    expect(await scene.message(good.id)).toMatchObject({ state: 'sent' })
    expect(scene.graph.sent).toMatchObject([{ kind: 'file', text: 'a.png' }])
  })
})

describe('an outage', () => {
  test('of an hour delivers all afterwards, in the order of each conversation, once', async () => {
    const scene = await channelScene()
    const ids = [await scene.talkWith('eva'), await scene.talkWith('34600', 'phone')]
    const steps = ['drop', refusal(503, 2), limited(4)] as const
    scene.graph.step = () => steps[scene.graph.calls.length % steps.length] ?? 'drop'
    for (let at = 0; at < 12; at += 1) {
      for (const id of ids) await scene.answer(id, `${at}`)
      await scene.asleep()
      await scene.later(5 * minute)
    }
    expect(scene.graph.sent).toEqual([])
    scene.graph.step = () => 'go'
    await scene.later(5 * minute)
    await vi.waitFor(() => expect(scene.graph.sent).toHaveLength(24))
    await scene.asleep()
    const order = Array.from({ length: 12 }, (_, at) => `${at}`)
    for (const to of ['eva', '34600'])
      expect(scene.graph.sent.filter((one) => one.to === to).map(({ text }) => text)).toEqual(order)
    expect(await scene.store.talk.heads()).toEqual([])
  })

  test('over which the box was restarted goes on where it was', async () => {
    const before = await channelScene()
    const eva = await before.talkWith('eva')
    before.graph.step = () => 'drop'
    const one = await before.answer(eva, 'one')
    const two = await before.answer(eva, 'two')
    await before.asleep()
    await before.close()
    const { folder, clock, graph } = before
    graph.step = () => 'go'
    clock.pass(minute)
    const after = await channelScene({ folder, clock, graph })
    await vi.waitFor(() => expect(graph.sent.map(({ text }) => text)).toEqual(['one', 'two']))
    await after.asleep()
    for (const { id } of [one, two]) expect(await after.message(id)).toMatchObject({ state: 'sent' })
  })

  test('that is longer than the window gives it up, and tells why; the next goes once they wrote again', async () => {
    const scene = await channelScene()
    const eva = await scene.talkWith('eva')
    scene.graph.step = () => 'drop'
    const { id } = await scene.answer(eva, 'too late', { expiresAt: scene.clock.now() + 48 * hour })
    await scene.asleep()
    for (let at = 0; at < 24; at += 1) await scene.later(hour)
    expect(await scene.message(id)).toMatchObject({ state: 'failed', fault: 'window' })
    scene.graph.step = () => 'go'
    await scene.talkWith('eva')
    await scene.answer(eva, 'in time')
    await vi.waitFor(() => expect(scene.graph.sent.map(({ text }) => text)).toEqual(['in time']))
  })

  test('after which the clock is not to be believed gives nothing up: Meta says whether it is too late', async () => {
    const scene = await channelScene()
    const eva = await scene.talkWith('eva')
    scene.graph.step = () => 'drop'
    const one = await scene.answer(eva, 'one')
    await scene.asleep()
    scene.trust.clock = false
    scene.clock.jump(48 * hour)
    await scene.later(minute)
    expect(await scene.message(one.id)).toMatchObject({ state: 'waiting' })
    scene.graph.people.set('eva', { name: 'eva', lastInAt: scene.clock.now(), isBlocked: false })
    scene.graph.step = () => 'go'
    await scene.later(5 * minute)
    await vi.waitFor(() => expect(scene.graph.sent.map(({ text }) => text)).toEqual(['one']))
  })

  test('does not outlast the patience of whoever asks for less often: what Meta names is waited for', async () => {
    const scene = await channelScene()
    const eva = await scene.talkWith('eva')
    scene.graph.step = () => limited(80006, 20)
    await scene.answer(eva, 'later')
    await scene.asleep()
    const asked = scene.graph.calls.filter(({ path }) => path.endsWith('/messages')).length
    expect(asked).toBe(1)
    scene.graph.step = () => 'go'
    await scene.later(19 * minute)
    expect(scene.graph.sent).toEqual([])
    await scene.later(minute)
    await vi.waitFor(() => expect(scene.graph.sent).toHaveLength(1))
  })
})

describe('what Meta refuses', () => {
  test('is told at once, with its reason, and holds nothing back', async () => {
    const scene = await channelScene()
    const ids = { page: await scene.talkWith('eva'), phone: await scene.talkWith('34600', 'phone') }
    for (const [channel, error, fault] of [
      ['page', refusal(400, 100, 'No matching user found', 2018001), 'blocked'],
      ['page', refusal(400, 551), 'blocked'],
      ['page', refusal(403, 200), 'token'],
      ['page', refusal(400, 368), 'refused'],
      ['phone', refusal(401, 190), 'token'],
      ['phone', refusal(400, 131047), 'window'],
      ['phone', refusal(400, 131026), 'blocked'],
    ] as const) {
      scene.graph.step = ({ path }) => (path.endsWith('/messages') ? error : 'go')
      const { id } = await scene.answer(ids[channel], 'refused')
      await vi.waitFor(async () => expect(await scene.message(id)).toMatchObject({ state: 'failed', fault }))
    }
    scene.graph.step = () => 'go'
    for (const id of Object.values(ids)) await scene.answer(id, 'taken')
    await vi.waitFor(() => expect(scene.graph.sent.map(({ text }) => text)).toEqual(['taken', 'taken']))
  })

  test('after the window a template goes, and one that Meta does not know is told', async () => {
    const scene = await channelScene()
    const marta = await scene.talkWith('34600', 'phone')
    await scene.later(25 * hour)
    const late = await scene.answer(marta, 'free text')
    await vi.waitFor(async () => expect(await scene.message(late.id)).toMatchObject({ fault: 'window' }))
    const template = await scene.answer(marta, '', { isTemplate: true })
    await vi.waitFor(async () => expect(await scene.message(template.id)).toMatchObject({ state: 'sent' }))
    expect(scene.graph.sent).toMatchObject([{ kind: 'template', text: 'hello_again es' }])
    scene.graph.templates.clear()
    const unknown = await scene.answer(marta, '', { isTemplate: true })
    await vi.waitFor(async () => expect(await scene.message(unknown.id)).toMatchObject({ fault: 'template' }))
  })

  test('of a channel that is gone nothing is sent, of one that is off it waits', async () => {
    const scene = await channelScene()
    const [eva, marta] = [await scene.talkWith('eva'), await scene.talkWith('34600', 'phone')]
    await scene.book.change((draft) => {
      draft.channels = draft.channels.filter(({ id }) => id !== 'page').map((one) => ({ ...one, active: false }))
    })
    const gone = await scene.answer(eva, 'gone')
    const off = await scene.answer(marta, 'off')
    await vi.waitFor(async () =>
      expect(await scene.message(gone.id)).toMatchObject({ state: 'failed', fault: 'channel_gone' }),
    )
    await scene.asleep()
    expect(await scene.message(off.id)).toMatchObject({ state: 'waiting' })
    await scene.book.change((draft) => {
      for (const one of draft.channels) one.active = true
    })
    await scene.later(minute)
    await vi.waitFor(() => expect(scene.graph.sent.map(({ text }) => text)).toEqual(['off']))
  })
})

describe('a receipt', () => {
  test('counts, however early or late it comes, and never goes back', async () => {
    const scene = await channelScene()
    const marta = await scene.talkWith('34600', 'phone')
    const base = { type: 'receipt', contactKey: '34600', upTo: null, fault: null } as const
    // WhatsApp tells that it was read before its answer to us is here.
    scene.graph.step = async ({ path }) => {
      if (path.endsWith('/messages')) {
        await scene.channels.receipt('phone', { ...base, state: 'seen', externalIds: ['wamid.1'] })
      }
      return 'go' as const
    }
    const early = await scene.answer(marta, 'early')
    await vi.waitFor(async () => expect(await scene.message(early.id)).toMatchObject({ state: 'seen' }))
    await scene.channels.receipt('phone', { ...base, state: 'delivered', externalIds: ['wamid.1', 'wamid.9'] })
    expect(await scene.message(early.id)).toMatchObject({ state: 'seen' })
    const lost = await scene.answer(marta, 'lost')
    await vi.waitFor(async () => expect(await scene.message(lost.id)).toMatchObject({ state: 'sent' }))
    await scene.channels.receipt('phone', { ...base, state: 'failed', externalIds: ['wamid.2'], fault: 'window' })
    expect(await scene.message(lost.id)).toMatchObject({ state: 'failed', fault: 'window' })
  })

  test('up to a moment is by Meta’s clock, however far that is from ours', async () => {
    const scene = await channelScene()
    for (const ahead of [0, 10 * minute, -10 * minute]) {
      scene.graph.now = () => scene.clock.now() + ahead
      const contactKey = `eva${ahead}`
      const eva = await scene.talkWith(contactKey)
      const ids: string[] = []
      for (const text of ['one', 'two', 'three']) {
        const { id } = await scene.answer(eva, text)
        await vi.waitFor(async () => expect(await scene.message(id)).toMatchObject({ state: 'sent' }))
        ids.push(id)
        await scene.asleep()
        await scene.later(minute)
      }
      const upTo = scene.clock.now() + ahead - minute - second
      const read = { type: 'receipt' as const, state: 'seen' as const, contactKey, externalIds: [], upTo, fault: null }
      await scene.channels.receipt('page', read)
      const states = await Promise.all(ids.map(async (id) => (await scene.message(id))?.state))
      expect(states).toEqual(['seen', 'seen', 'sent'])
    }
  })
})

import { describe, expect, it, vi } from 'vitest'
import { chat, visitor } from '../../test/fakes/chat.ts'
import { type Console, type Consoles, consoles, talks } from '../../test/fakes/consoles.ts'
import { listen } from '../../test/fakes/event-stream.ts'
import { letOldGo } from '../flow/housekeeping.ts'

const answer = (clientId: string, text = 'With pleasure', more: object = {}) => ({ clientId, text, ...more })

/** Ana and Eva, who answer; a conversation in the inbox. */
async function both() {
  const here = await consoles()
  const [ana, eva] = [await here.person('Ana Roig', 'operator'), await here.person('Eva', 'admin')]
  return { here, ana, eva, id: await here.write('Pau', 'The printer is dead') }
}

const send = (who: Console, id: string, body: object) => who.ask('POST', `${talks}/${id}/messages`, body)

describe('what the stream tells of conversations', () => {
  /** What was told so far, but for a mark that is told last. */
  const events = async (stream: Awaited<ReturnType<Console['listen']>>, here: Consoles) => {
    const id = await here.write('the mark', 'the mark')
    const count = () =>
      stream.told.filter(({ event, data }) => event === 'message' && data.conversationId === id).length
    const before = count()
    if (before === 0) await vi.waitFor(() => expect(count()).toBe(1))
    return stream.told.filter(({ event, data }) => event !== 'talk' && ![data.id, data.conversationId].includes(id))
  }

  it('is what the reader’s GET gives, and of what others have picked no more than that it went', async () => {
    const { here, ana, eva, id } = await both()
    const [hers, others] = [await ana.listen(), await eva.listen()]
    const viewer = await (await here.person('Vic', 'viewer')).listen()
    await ana.ask('POST', `${talks}/${id}/pick`)
    const sent = await send(ana, id, answer('client-1', 'A secret answer'))
    await here.write('Pau', 'A secret question')
    here.house.bus.emit('conversation.typing', id, 'contact')
    const seen = await events(hers, here)
    expect(seen.find(({ event, data }) => event === 'message' && data.conversationId === id)?.data).toEqual({
      conversationId: id,
      message: sent.json,
    })
    expect(seen.map(({ event }) => event)).toContain('typing')
    await vi.waitFor(async () => {
      const now = (await ana.ask('GET', `${talks}?tray=mine`)).json.items
      expect(hers.told.findLast(({ event, data }) => event === 'conversation' && data.id === id)?.data).toEqual(
        (now as object[])[0],
      )
    })
    const told = await events(others, here)
    expect(told.map(({ event, data }) => [event, data])).toEqual([['conversation', { id, gone: true }]])
    expect(others.raw()).not.toContain('secret')
    expect(viewer.told).toEqual([])
  })

  it('is asked anew of each when it is told again to who was away', async () => {
    const { here, ana, eva, id } = await both()
    const first = await eva.listen()
    await here.write('Pau', 'Said while it was everybody’s')
    await vi.waitFor(() => expect(first.raw()).toContain('Said while'))
    first.close()
    await ana.ask('POST', `${talks}/${id}/pick`)
    await send(ana, id, answer('client-1', 'Said to Pau alone'))
    const again = await eva.listen('of-another-run')
    const told = await events(again, here)
    expect(again.raw()).not.toContain('Said')
    expect(told.map(({ data }) => data)).toEqual([{ id, gone: true }])
    await ana.ask('POST', `${talks}/${id}/transfer`, { userId: eva.id })
    await vi.waitFor(() =>
      expect(again.told.findLast(({ event }) => event === 'conversation')?.data).toMatchObject({ id }),
    )
    expect((await eva.listen('of-another-run')).status).toBe(200)
  })

  it('says to who was away for more than is kept that there is more to ask for', async () => {
    const { here, ana } = await both()
    const first = await ana.listen()
    await here.write('Pau', 'The last that was heard')
    await vi.waitFor(() => expect(first.raw()).toContain('The last that'))
    const last = first
      .raw()
      .match(/^id: \S+/gmu)
      ?.at(-1)
      ?.slice('id: '.length)
    first.close()
    const hasMissed = async () => {
      const { told, close } = await ana.listen(last)
      close()
      return told.some(({ event, data }) => event === 'talk' && data.missed === true)
    }
    expect(await hasMissed()).toBe(false)
    for (let n = 0; n < 300; n += 1) here.house.bus.emit('conversation.left', `none-${n}`, 'nobody')
    expect(await hasMissed()).toBe(true)
  })

  it('is that one is over which nobody picked for a month, to all who answer and to whoever wrote it', async () => {
    const { here, ana, eva } = await both()
    const pau = await visitor({ ...here, channelId: 'chat' })
    const streams = [await ana.listen(), await eva.listen()]
    const page = await listen(here.port, pau.headers, `${chat}/${pau.id}/events`)
    here.house.clock.at += 31 * 86_400_000
    const kept = await here.write('Lia', 'Is somebody there?')
    await letOldGo({ ...here.house, venue: () => here.house.book.read() })
    await vi.waitFor(() => expect(page.told.at(-1)).toMatchObject({ event: 'thread', data: { closed: true } }))
    for (const stream of streams) {
      const gone = () => stream.told.filter(({ data }) => data.gone === true).map(({ data }) => data.id)
      await vi.waitFor(() => expect(gone()).toContain(pau.id))
      expect(gone()).not.toContain(kept)
      expect(stream.told.findLast(({ data }) => data.id === pau.id)?.data).toEqual({ id: pau.id, gone: true })
    }
    expect(await here.house.store.talk.counts(ana.id)).toMatchObject({ inbox: 1 })
  })

  it('says who has a page open, for as long as they do', async () => {
    const { here, ana, eva } = await both()
    const online = async () => {
      const { items } = (await ana.ask('GET', `${talks}/operators`)).json as {
        items: { id: string; online: boolean }[]
      }
      return items.find(({ id }) => id === eva.id)?.online
    }
    expect(await online()).toBe(false)
    const stream = await eva.listen()
    expect([await online(), here.house.presence.users.has(eva.id)]).toEqual([true, true])
    stream.close()
    await vi.waitFor(async () => expect(await online()).toBe(false))
  })

  it('says to nobody but its picker that one changed which is picked', async () => {
    const here = await consoles()
    const { clock, bus } = here.house
    const rest: (() => void)[] = []
    const after = clock.after.bind(clock)
    clock.after = (ms, work) => {
      if (ms === 1000) rest.push(work)
      return after(ms === 1000 ? 3_600_000 : ms, work)
    }
    const isOver = () => {
      for (const end of rest.splice(0)) end()
    }
    const [ana, eva] = [await here.person('Ana Roig', 'operator'), await here.person('Eva', 'admin')]
    const id = await here.write('Pau', 'The printer is dead')
    await ana.ask('POST', `${talks}/${id}/pick`)
    while (rest.length > 0) isOver()
    const [hers, others] = [await ana.listen(), await eva.listen()]
    const hints = ({ told }: typeof hers) => told.filter(({ event }) => event === 'talk').length
    bus.emit('conversation.changed', id)
    await vi.waitFor(() => expect(hints(hers)).toBe(1))
    bus.emit('conversation.typing', await here.write('Lia', 'A mark'), 'contact')
    await vi.waitFor(() => expect(others.raw()).toContain('typing'))
    expect(hints(others)).toBe(0)
    isOver()
    await vi.waitFor(() => expect(hints(others)).toBe(1))
  })

  it('is bounded: of a flood each message is told, or that there is more to ask for', async () => {
    const { here, ana, id } = await both()
    const stream = await ana.listen()
    const { talk } = here.house.store
    const { items } = await talk.messages(id, {}, 1)
    const known = items[0]?.id ?? ''
    for (let n = 0; n < 5000; n += 1) here.house.bus.emit('message.changed', id, n === 0 ? known : `none-${n}`)
    await vi.waitFor(
      () => expect(stream.told.find(({ event, data }) => event === 'talk' && data.missed)).toBeDefined(),
      {
        timeout: 5000,
      },
    )
    expect(stream.told.filter(({ event }) => event === 'message')).toHaveLength(1)
  })
})

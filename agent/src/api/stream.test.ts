import type { NoticeRecord } from '@sereno/shared/activity.ts'
import { describe, expect, it, vi } from 'vitest'
import { listen } from '../../test/fakes/event-stream.ts'
import { noon, paperOut } from '../../test/fakes/house.ts'
import { type Served, served } from '../../test/fakes/served.ts'
import { addPerson, setUp, tokenOf } from '../../test/fakes/set-up.ts'

const notice = (id: string): NoticeRecord => ({
  id,
  at: new Date(noon).toISOString(),
  endedAt: null,
  cause: 'paper_low',
  deviceId: 'printer-1',
  deviceName: 'Kitchen printer',
  detail: {},
  text: null,
})

async function listening(): Promise<Served & { cookie: string }> {
  const here = await served()
  const cookie = await setUp(here)
  await here.house.book.change((draft) => {
    const printer = {
      id: 'printer-1',
      name: 'Kitchen printer',
      type: 'printer' as const,
      place: '',
      address: '127.0.0.1',
    }
    draft.devices = [{ ...printer, mac: null, inService: true, parentId: null, probes: [], role: null }]
  })
  return { ...here, cookie }
}

describe('the event stream', () => {
  it('tells what happens as the resource’s GET gives it, in the listener’s language', async () => {
    const { house, port, ask, cookie } = await listening()
    const english = await listen(port, { cookie, 'accept-language': 'en' })
    const russian = await listen(port, { cookie, 'accept-language': 'ru' })
    expect(english.headers['content-type']).toBe('text/event-stream')
    await vi.waitFor(() => expect(english.raw() + russian.raw()).toBe('retry: 3000\n\nretry: 3000\n\n'))
    const { entries } = await house.store.journal.apply([{ do: 'open', entry: paperOut() }])
    for (const entry of entries) house.bus.emit('entry.changed', entry)
    house.bus.emit('device.changed', 'printer-1')
    await vi.waitFor(() => expect([english.told.length, russian.told.length]).toEqual([2, 2]))
    for (const [stream, language] of [
      [english, 'en'],
      [russian, 'ru'],
    ] as const) {
      const headers = { cookie, 'accept-language': language }
      const list = await ask('GET', '/api/v1/activity', { headers })
      const device = await ask('GET', '/api/v1/devices/printer-1', { headers })
      expect(stream.told.map(({ event }) => event)).toEqual(['activity', 'device'])
      expect(stream.told[0]?.data).toEqual((list.json.items as object[])[0])
      expect(stream.told[1]?.data).toEqual(device.json)
    }
  })

  it('resumes after the last event that a listener saw', async () => {
    const { house, port, cookie } = await listening()
    const first = await listen(port, { cookie })
    await vi.waitFor(() => expect(first.raw()).toContain('retry'))
    for (const id of ['a', 'b', 'c']) house.bus.emit('notice.changed', notice(id))
    await vi.waitFor(() => expect(first.told).toHaveLength(3))
    const seen = first.told[0]?.id ?? ''
    first.close()
    house.bus.emit('notice.changed', notice('d'))
    const second = await listen(port, { cookie, 'last-event-id': seen })
    house.bus.emit('notice.changed', notice('e'))
    await vi.waitFor(() => expect(second.told.map(({ data }) => data.id)).toEqual(['b', 'c', 'd', 'e']))
    const fresh = await listen(port, { cookie })
    house.bus.emit('notice.changed', notice('f'))
    await vi.waitFor(() => expect(fresh.told.map(({ data }) => data.id)).toEqual(['f']))
  })

  it('keeps the last 500 events, and gives them all to who saw one from before', async () => {
    const { house, port, cookie } = await listening()
    for (let n = 0; n < 600; n += 1) house.bus.emit('notice.changed', notice(`n${n}`))
    const stream = await listen(port, { cookie, 'last-event-id': 'of-another-run' })
    // Conversations are not kept so long: whoever may answer them is told to ask again.
    await vi.waitFor(() => expect(stream.told).toHaveLength(501))
    const [missed, ...notices] = stream.told
    expect(missed).toMatchObject({ event: 'talk', data: { missed: true } })
    expect([notices[0]?.data.id, notices.at(-1)?.data.id]).toEqual(['n100', 'n599'])
  })

  it('ends when its session is signed out or its token revoked, and no other does', async () => {
    const { house, port, ask, cookie } = await listening()
    const made = await ask('POST', '/api/v1/tokens', {
      json: { name: 'a', scopes: ['status:read'] },
      headers: { cookie },
    })
    const bySession = await listen(port, { cookie })
    const byToken = await listen(port, { authorization: `Bearer ${made.json.token}` })
    await ask('DELETE', `/api/v1/tokens/${made.json.id}`, { headers: { cookie } })
    await vi.waitFor(() => expect(byToken.isEnded()).toBe(true))
    expect(bySession.isEnded()).toBe(false)
    await ask('DELETE', '/api/v1/session', { headers: { cookie } })
    await vi.waitFor(() => expect(bySession.isEnded()).toBe(true))
    expect(house.bus.listenerCount('access.ended')).toBe(0)
  })

  it('tells nobody what they may not read', async () => {
    const here = await served()
    const userId = await addPerson(here.house, 'viewer')
    const listener = async (scope: 'status:read' | 'admin') =>
      listen(here.port, { authorization: `Bearer ${await tokenOf(here.house, userId, [scope])}` })
    const [status, all] = [await listener('status:read'), await listener('admin')]
    here.house.bus.emit('notice.changed', notice('a'))
    await vi.waitFor(() => expect(all.told).toHaveLength(1))
    expect(status.told).toEqual([])
  })

  it('tells of a ticket that changed no more than its number: who may see it asks for it', async () => {
    const { house, port, ask, cookie } = await listening()
    const stream = await listen(port, { cookie })
    await vi.waitFor(() => expect(stream.raw()).toContain('retry'))
    await ask('POST', '/api/v1/tickets', { json: { subject: 'Till', text: 'Slow' }, headers: { cookie } })
    house.bus.emit('notice.changed', notice('after'))
    await vi.waitFor(() => expect(stream.told).toHaveLength(2))
    expect(stream.told[0]).toMatchObject({ event: 'ticket', data: { number: 1 } })
    expect(Object.keys(stream.told[0]?.data ?? {})).toEqual(['number'])
  })

  it('P29 lets in a hundred listeners and asks the next to come back', async () => {
    const { port, cookie, ask } = await listening()
    const open = await Promise.all(Array.from({ length: 100 }, () => listen(port, { cookie })))
    const refused = await ask('GET', '/api/v1/events', { headers: { cookie } })
    expect([refused.status, refused.headers['retry-after']]).toEqual([503, '5'])
    open[0]?.close()
    await vi.waitFor(async () => expect((await listen(port, { cookie })).status).toBe(200))
  })

  it('P29 drops a listener who takes nothing, and goes on telling the others', async () => {
    const { house, port, cookie } = await listening()
    const [slow, quick] = [await listen(port, { cookie }), await listen(port, { cookie })]
    slow.stall()
    const long = { ...notice('long'), detail: { much: 'x'.repeat(100_000) } }
    const before = house.bus.listenerCount('access.ended')
    await vi.waitFor(
      () => {
        house.bus.emit('notice.changed', long)
        expect(house.bus.listenerCount('access.ended')).toBe(before - 1)
      },
      { timeout: 20_000, interval: 5 },
    )
    house.bus.emit('notice.changed', notice('after'))
    await vi.waitFor(() => expect(quick.told.at(-1)?.data.id).toBe('after'), 20_000)
  })
})

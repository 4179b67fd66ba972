import { type ClientRequest, request } from 'node:http'
import { conversationBounds } from '@sereno/shared/conversations.ts'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { begin, type ChatHouse, chat, chatHouse, type Visitor, visitor } from '../../test/fakes/chat.ts'
import { listen } from '../../test/fakes/event-stream.ts'
import { HeldClock } from '../../test/fakes/house.ts'
import { pngFile } from '../../test/fakes/picture-files.ts'
import { addPerson } from '../../test/fakes/set-up.ts'

const tunnel = 'chat.bar.example'
const behind = (address: string) => ({ host: tunnel, 'x-forwarded-for': `203.0.113.1, ${address}` })

async function withTunnel(): Promise<ChatHouse> {
  const here = await chatHouse()
  await here.house.book.change((draft) => {
    draft.publicAddress = `https://${tunnel}`
  })
  return here
}

const upload = (who: Visitor, bytes: Buffer, asking = {}) =>
  who.ask('POST', '/files?name=a', { body: bytes, headers: { 'content-type': 'application/octet-stream' }, ...asking })

/** Somebody who says that a file follows, and sends none of it. */
function drip(here: ChatHouse, path: string, headers: Record<string, string>, from = '127.0.0.1') {
  const sent: ClientRequest = request({ host: '127.0.0.1', port: here.port, method: 'POST', path, localAddress: from })
  for (const [name, value] of Object.entries({ ...headers, 'content-length': '1000000' })) sent.setHeader(name, value)
  const answered = new Promise<number>((resolve) => {
    sent.on('response', (answer) => resolve(answer.resume().statusCode ?? 0))
    sent.on('error', () => resolve(0))
  })
  sent.write('abc')
  onTestFinished(() => void sent.destroy())
  return answered
}

describe('behind a tunnel', () => {
  it('each visitor has an allowance of their own, and who makes addresses up shares a larger one', async () => {
    const here = await withTunnel()
    const starts = (count: number, headers: (n: number) => Record<string, string>) =>
      Promise.all(Array.from({ length: count }, (_, n) => begin(here, { headers: headers(n) })))
    const ok = (all: { status: number }[]) => all.filter(({ status }) => status === 201).length
    expect(ok(await starts(70, () => behind('198.51.100.7')))).toBe(60)
    expect(ok(await starts(1, () => behind('198.51.100.8')))).toBe(1)
    // Their word counts nowhere else: under another name, or without a tunnel.
    here.house.clock.at += 3_600_000
    const made = await starts(650, (n) => behind(`198.51.${n % 250}.${n % 199}`))
    expect(ok(made)).toBe(60 * conversationBounds.sharedTimes)
  }, 30_000)

  it('those whom it does not tell apart share the larger one', async () => {
    const here = await withTunnel()
    const all = await Promise.all(Array.from({ length: 100 }, () => begin(here, { headers: { host: tunnel } })))
    expect(all.map(({ status }) => status)).toEqual(all.map(() => 201))
  })
})

describe('one address', () => {
  it('opens no more streams than its share, and leaves room for others', async () => {
    const here = await chatHouse()
    const open = async (count: number, from = '127.0.0.1') => {
      const visitors = await Promise.all(Array.from({ length: count }, () => visitor(here)))
      const streams = await Promise.all(
        visitors.map(({ id, headers }) => listen(here.port, headers, `${chat}/${id}/events`, from)),
      )
      return streams.filter(({ status }) => status === 200).length
    }
    expect(await open(25)).toBe(20)
    expect(await open(1, '127.0.0.2')).toBe(1)
  })

  it('that sends files slowly holds up none of others, and is told after a minute', async () => {
    const here = await chatHouse()
    const slow = await Promise.all([1, 2, 3].map(() => visitor(here)))
    const other = await visitor(here, { from: '127.0.0.2' })
    const type = { 'content-type': 'application/octet-stream' }
    const lastly: (() => void)[] = []
    const { clock } = here.house
    clock.after = (ms, work) => {
      if (ms !== 60_000) return HeldClock.prototype.after(ms, work)
      lastly.push(work)
      return () => {}
    }
    const told: number[] = []
    for (const { id, headers } of slow)
      void drip(here, `${chat}/${id}/files?name=a`, { ...headers, ...type }).then((status) => told.push(status))
    await vi.waitFor(() => expect(told).toEqual([429, 429]))
    expect((await upload(other, pngFile(2, 2))).status).toBe(201)
    for (const late of lastly) late()
    await vi.waitFor(() => expect(told).toEqual([429, 429, 400]))
    expect((await upload(slow[0] ?? other, pngFile(2, 2))).status).toBe(201)
  })

  it('fills its share of the files, and nobody else’s', async () => {
    const here = await chatHouse()
    const all = await Promise.all(Array.from({ length: 3 }, () => visitor(here)))
    const large = Buffer.alloc(9 * 1024 * 1024, 'x')
    const sent: number[] = []
    for (const one of all) sent.push((await upload(one, large)).status)
    expect(sent).toEqual([201, 201, 409])
    const other = await visitor(here, { from: '127.9.0.1' })
    expect((await upload(other, large)).status).toBe(201)
  }, 30_000)

  it('writes no more in a day than its share', async () => {
    const here = await chatHouse()
    const text = 'x'.repeat(4000)
    let kept = 0
    for (let n = 0; n < 20; n += 1) {
      const one = await visitor(here).catch(() => null)
      const all = await Promise.all(Array.from({ length: 28 }, () => one?.write(text)))
      kept += all.filter((answer) => answer?.status === 201).length
    }
    expect(kept * 4000).toBeGreaterThan(conversationBounds.networkTextBytes * 0.9)
    expect(kept * 4000).toBeLessThanOrEqual(conversationBounds.networkTextBytes)
    expect((await visitor(here, { from: '127.9.0.1' })).id).not.toBe('')
  }, 30_000)
})

it('who asks for somebody else is heard once in ten minutes, and what was about to be written is gone', async () => {
  const here = await chatHouse()
  const { talk } = here.house.store
  const eva = await addPerson(here.house, 'operator')
  const marta = await visitor(here)
  const pick = () => talk.pick(marta.id, eva, 'Eva Roig', here.house.clock.at)
  const other = async () => (await marta.ask('POST', '/other', {})).status
  expect(await other()).toBe(204)
  await pick()
  await talk.setDraft(marta.id, eva, 'Dear Marta')
  expect(await other()).toBe(204)
  await pick()
  expect([await talk.draft(marta.id, eva), await other()]).toEqual(['', 429])
  here.house.clock.at += 10 * 60_000
  expect(await other()).toBe(204)
})

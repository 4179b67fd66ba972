import { setImmediate as turn } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { problem } from '@sereno/shared/api/problem.ts'
import { say } from '@sereno/shared/locales/index.ts'
import { describe, expect, it, vi } from 'vitest'
import { begin, chat, chatHouse, from, shop, visitor } from '../../test/fakes/chat.ts'
import { listen } from '../../test/fakes/event-stream.ts'
import { pngFile } from '../../test/fakes/picture-files.ts'
import type { Answered } from '../../test/fakes/served.ts'
import { addPerson } from '../../test/fakes/set-up.ts'
import { outgoing } from '../../test/fakes/talk.ts'
import { makeId } from '../store/make-id.ts'

/** Bytes in use once all is gone that can go, some of it only after something else went. */
async function heapNow(): Promise<number> {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc')
  for (let round = 0; round < 3; round += 1) {
    collect()
    await turn()
  }
  return process.memoryUsage().heapUsed
}

describe('what is too much', () => {
  it('is refused before it is read: a message of a megabyte', async () => {
    const here = await chatHouse()
    const marta = await visitor(here)
    for (const megabyte of ['x'.repeat(1_000_000), '"'.repeat(1_000_000)]) {
      const headers = { ...from(shop), connection: 'close' }
      const sent = await marta.ask('POST', '/messages', { json: { text: megabyte, clientId: makeId() }, headers })
      expect([sent.status, sent.headers['access-control-allow-origin']]).toEqual([413, shop])
    }
    expect((await marta.write('x'.repeat(4001))).status).toBe(422)
    expect((await marta.write('🖨️'.repeat(1333))).status).toBe(201)
  })

  it('is told to wait, leaves nothing behind and hurts nobody else: 10,000 messages in a minute from one visitor', async () => {
    const here = await chatHouse()
    const { store, bus, clock, log } = here.house
    const [flood, marta] = [await visitor(here), await visitor(here)]
    const asked = vi.spyOn(store.talk, 'get')
    const told: string[] = []
    bus.on('message.changed', (id) => told.push(id))
    const [steps, atOnce] = [100, 100]
    const kept: { text: unknown; sequence: number }[] = []
    let refused: Answered | undefined
    let heapEarly = 0
    for (let step = 0; step < steps; step += 1) {
      if (step === steps / 5) heapEarly = await heapNow()
      const texts = Array.from({ length: atOnce }, (_, n) => `${step}-${n}`.padEnd(1000, '.'))
      const sending = Promise.all(texts.map((text) => flood.write(text)))
      if (step === steps / 2) expect((await marta.write('And I?')).status).toBe(201)
      for (const sent of await sending) {
        if (sent.status === 201) kept.push(sent.json as (typeof kept)[number])
        else {
          expect(sent.status).toBe(429)
          refused = sent
        }
      }
      clock.at += 60_000 / steps
    }
    // Thirty at once and one every two seconds; of the others most are refused before the disk is asked.
    expect(kept).toHaveLength(59)
    expect(asked.mock.calls.filter(([id]) => id === flood.id).length).toBeLessThan(400)
    expect(told.filter((id) => id === flood.id)).toHaveLength(59)
    expect(log.lines).toEqual([])
    // What was refused had 8 MB since.
    expect((await heapNow()) - heapEarly).toBeLessThan(1024 * 1024)
    const { title, status, detail } = problem.parse(refused?.json)
    const n = Number(refused?.headers['retry-after'])
    expect(n).toBeGreaterThan(0)
    expect([title, status, detail]).toEqual([
      say('en', 'problem.too_often.title'),
      429,
      say('en', 'problem.too_often.detail', { n }),
    ])
    const stored = (await store.talk.messages(flood.id, {}, 200)).items.filter(({ kind }) => kind === 'in').slice(1)
    const inOrder = kept.toSorted((one, other) => one.sequence - other.sequence)
    expect(stored.map(({ text }) => text)).toEqual(inOrder.map(({ text }) => text))
    expect(stored.map(({ text }) => Number.parseInt(text, 10))).toEqual([
      ...Array(30).fill(0),
      ...Array.from({ length: 29 }, (_, n) => Math.ceil(((n + 1) * 2000) / 600)),
    ])
    const inbox = await store.talk.list({ tray: 'inbox', userId: 'eva', search: '', order: 'newest' }, { limit: 9 })
    expect(inbox.items.map(({ id, unread }) => [id, unread])).toEqual([
      [flood.id, 60],
      [marta.id, 2],
    ])
    expect((await flood.write('Sorry')).status).toBe(201)
  }, 60_000)

  it('are sixty new conversations at once from one address, and never those that go on', async () => {
    const here = await chatHouse()
    const marta = await visitor(here)
    const begun = await Promise.all(Array.from({ length: 80 }, () => begin(here)))
    expect(begun.filter(({ status }) => status === 201)).toHaveLength(59)
    expect((await begin(here, { token: marta.token, text: 'Again' })).status).toBe(201)
    expect((await begin(here, { from: '127.0.0.2' })).status).toBe(201)
  })

  it('are fifty tabs that each want a stream: five have one, and the rest ask now and then', async () => {
    const here = await chatHouse()
    const marta = await visitor(here)
    const tabs = await Promise.all(
      Array.from({ length: 50 }, () => listen(here.port, marta.headers, `${chat}/${marta.id}/events`)),
    )
    const open = tabs.filter(({ status }) => status === 200)
    expect([open.length, tabs.filter(({ status }) => status === 429).length]).toEqual([5, 45])
    open[0]?.close()
    await vi.waitFor(async () => {
      const { status } = await listen(here.port, marta.headers, `${chat}/${marta.id}/events`)
      expect(status).toBe(200)
    })
    expect((await marta.ask('GET', '/messages')).status).toBe(200)
  })

  it('are files that are not what they say, too large, many, or of somebody else', async () => {
    const here = await chatHouse()
    const [marta, other] = [await visitor(here), await visitor(here)]
    const upload = (who: typeof marta, name: string, body: Buffer) =>
      who.ask('POST', `/files?name=${name}`, { body, headers: { 'content-type': 'application/octet-stream' } })
    const kept = await upload(marta, 'roll.exe', pngFile(4, 4))
    expect([kept.status, kept.json.name, kept.json.type]).toEqual([201, 'roll.png', 'image/png'])
    expect((await upload(marta, 'a.png', Buffer.from('MZ\u0090\u0000'))).status).toBe(422)
    expect((await upload(marta, 'a.png', Buffer.alloc(10 * 1024 * 1024 + 1))).status).toBe(413)
    const named = { text: '', files: [kept.json.id], clientId: makeId() }
    expect((await other.ask('POST', '/messages', { json: named })).status).toBe(404)
    expect((await other.ask('GET', `/files/${kept.json.id}`)).status).toBe(404)
    // Nor what is not sent yet, which may be an operator's, or stands in a note of theirs.
    const { talk } = here.house.store
    const isShut = async () => (await marta.ask('GET', `/files/${kept.json.id}`)).status === 404
    expect(await isShut()).toBe(true)
    const note = { id: makeId(), conversationId: marta.id, name: 'a.png', type: 'image/png' as const, bytes: 1, at: 0 }
    await talk.beginFile(note)
    await talk.endFile(note.id)
    const eva = await addPerson(here.house, 'operator')
    await talk.pick(marta.id, eva, 'Eva Roig', 0)
    await talk.write(marta.id, outgoing(0, { userId: eva, kind: 'note', state: null, fileIds: [note.id] }))
    expect((await marta.ask('GET', `/files/${note.id}`)).status).toBe(404)
    expect((await marta.ask('POST', '/messages', { json: named })).json.files).toEqual([kept.json])
    const file = await marta.ask('GET', `/files/${kept.json.id}`)
    expect([file.headers['content-disposition'], file.bytes]).toEqual([
      expect.stringContaining('attachment'),
      pngFile(4, 4),
    ])
    const many = await Promise.all(Array.from({ length: 9 }, () => upload(marta, 'a.txt', Buffer.from('text'))))
    expect(many.some(({ status }) => status === 429)).toBe(true)
  })
})

it('two hundred visitors who write at once lose and double nothing', async () => {
  const here = await chatHouse()
  const each = ['Hola', 'No paper', 'In the kitchen', 'Thanks']
  const visitors = await Promise.all(
    Array.from({ length: 200 }, async (_, n) => {
      const address = `127.0.${1 + Math.floor(n / 20)}.1`
      const name = `Visitor ${n}`
      const one = await visitor(here, { from: address, text: `${name}: ${each[0]}`, clientId: `${n}-first-words` })
      for (const [index, text] of each.entries()) {
        if (index === 0) continue
        const send = () => one.write(`${name}: ${text}`, `${n}-words-${index}`)
        // A page that got no answer sends again, and the first may come in after all.
        const sent = await Promise.all(n % 3 === 0 ? [send(), send()] : [send()])
        expect(sent.map(({ status }) => status)).toEqual(sent.map(() => 201))
      }
      return { one, name }
    }),
  )
  for (const { one, name } of visitors) expect(await one.texts()).toEqual(each.map((text) => `${name}: ${text}`))
  expect(await here.house.store.talk.counts('eva')).toMatchObject({ inbox: 200 })
}, 60_000)

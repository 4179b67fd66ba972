import { join } from 'node:path'
import { conversationBounds } from '@sereno/shared/conversations.ts'
import { describe, expect, it } from 'vitest'
import { ownFolder } from '../../test/fakes/own-folder.ts'
import { begun, incoming, outgoing, picked, storeWithOperators } from '../../test/fakes/talk.ts'
import { Database } from './database.ts'
import { openDatabase } from './open-database.ts'
import { talksHeader } from './outbox-types.ts'
import { salvage } from './salvage.ts'
import { listTalks } from './sql/talk-list.ts'
import { talkHeads } from './sql/talk-queue.ts'
import { countTalks } from './sql/talk-reads.ts'
import { receiveMessage } from './sql/talk-receive.ts'

const [hour, day] = [3_600_000, 86_400_000]
const retention = { minutesDays: 14, hoursDays: 400, activityDays: 400, chatsDays: 180 }

describe('pruning', () => {
  it('lets go what was over or lay untouched for long, and of what was opened anew its past', async () => {
    const store = await storeWithOperators()
    const { talk, prune } = store
    const [over, held, again] = [
      await picked(store, 'over', 0),
      await picked(store, 'held', 0),
      await picked(store, 'again', 0),
    ]
    const [left, young] = [await begun(store, 'left', 0), await begun(store, 'young', 2 * day)]
    for (const [at, id] of [over, again].entries()) {
      const file = { id: `f${at}`, conversationId: id, name: 'a.png', type: 'image/png', bytes: 1, at: 5 } as const
      await talk.beginFile(file)
      await talk.addFilePart(file.id, 0, Uint8Array.of(1))
      await talk.endFile(file.id)
      await talk.write(id, outgoing(10, { fileIds: [file.id] }))
      await talk.close(id, 'u1', 'Ana', 20)
    }
    await talk.receive(incoming('again', 179 * day, { text: 'Me again' }))
    await prune(retention, 181 * day)
    expect(await Promise.all([over, held, left, young].map(async (id) => (await talk.get(id))?.contactKey))).toEqual([
      undefined,
      undefined,
      undefined,
      'young',
    ])
    const { items } = await talk.messages(again, {}, 50)
    expect(items.map(({ text, event }) => event?.type ?? text)).toEqual(['reopened', 'Me again'])
    expect(await Promise.all([talk.filePart('f0', 0), talk.filePart('f1', 0)])).toEqual([null, null])
    // The measures outlive them.
    expect(await talk.measures(0, 'UTC')).toMatchObject([{ opened: 4, answered: 2, closed: 2 }, { opened: 1 }, {}])
    await prune(retention, 401 * day)
    expect(await talk.measures(0, 'UTC')).toHaveLength(2)
  })

  it('lets go files that no message names within an hour, and those of what is over where room is needed', async () => {
    const store = await storeWithOperators()
    const { talk } = store
    const id = await picked(store, 'eva', 0)
    const file = (name: string, bytes: number) =>
      ({ id: name, conversationId: id, name, type: 'image/png', bytes, at: 0 }) as const
    await talk.beginFile(file('unnamed', 1))
    await talk.endFile('unnamed')
    await talk.beginFile(file('big', conversationBounds.allFileBytes - 1))
    await talk.endFile('big')
    await talk.write(id, outgoing(10, { id: 'sent', fileIds: ['big'] }))
    const other = await picked(store, 'tom', 0)
    const small = { ...file('small', 1), conversationId: other }
    expect(await talk.beginFile(small)).toBe('full')
    await store.prune(retention, hour + 1)
    expect(await Promise.all([talk.file('unnamed'), talk.file('big')])).toMatchObject([null, { id: 'big' }])
    await talk.close(id, 'u1', 'Ana', 20)
    // It is still to be sent.
    expect(await talk.beginFile(file('more', 5))).toBe('full')
    await talk.settle('sent', { end: 'sent', externalId: null, at: 30 })
    expect(await talk.beginFile(file('more', 5))).toBeNull()
    expect(await talk.file('big')).toBeNull()
  })
})

it('whoever is deleted has picked nothing any more, and what they wrote names nobody', async () => {
  const store = await storeWithOperators()
  const { talk } = store
  const [open, over] = [await begun(store, 'eva', 100), await begun(store, 'tom', 100)]
  for (const id of [open, over]) {
    await talk.pick(id, 'u2', 'Luis Soler', 200)
    await talk.write(id, outgoing(300, { userId: 'u2', author: 'Luis Soler', text: 'Luis Soler at your service' }))
  }
  await talk.receive(incoming('eva', 350, { text: 'Thank you, Luis Soler' }))
  await talk.close(over, 'u2', 'Luis Soler', 400)
  expect(await store.people.removeUser('u2', 500)).toBeNull()
  expect(await talk.get(open)).toMatchObject({ pickerId: null, picker: '', unread: 1, preview: 'Thank you, •••' })
  expect(await talk.get(over)).toMatchObject({ pickerId: null, picker: '', closedAt: 400 })
  expect(await talk.counts('u1')).toMatchObject({ inbox: 1, closed: 0, others: 0 })
  const all = await Promise.all([open, over].map(async (id) => (await talk.messages(id, {}, 50)).items))
  expect(JSON.stringify(all)).not.toContain('Luis')
  expect(all[0]?.at(-1)).toMatchObject({ event: { type: 'returned', reason: 'disabled' }, author: '', userId: null })
})

it('a contact who is to be forgotten goes with all they wrote, by their e-mail, their number or by hand', async () => {
  const store = await storeWithOperators()
  const { talk, erasure } = store
  const known = incoming('x', 100)
  await talk.receive({ ...known, contact: { ...known.contact, email: 'Tom@Home.example' } })
  await begun(store, '34600999888', 100, {}, { channelType: 'whatsapp', channelId: 'wa' })
  const id = await begun(store, 'eva', 100, { text: 'Ask tom@home.example' })
  const traces = { usernames: [], emails: ['tom@home.example'], phones: ['+34600999888'], names: [] }
  expect(await erasure.find(traces)).toEqual({ conversations: expect.any(Number) })
  await erasure.erase(traces)
  expect(await erasure.find(traces)).toEqual({})
  expect(await talk.counts('u1')).toMatchObject({ inbox: 1 })
  expect(await talk.get(id)).toMatchObject({ preview: 'Ask •••' })
  const mail = { transport: 'email', runId: null, to: 'a@b.es', messageId: '', subject: '', html: '' } as const
  const times = { createdAt: 100, expiresAt: 1e15, nextAt: 100 }
  const about = (talkId: string) => ({ headers: { [talksHeader]: `c1 ${talkId}` }, id: talkId, text: 'Eva: Hello' })
  await store.outbox.add([
    { ...mail, ...times, ...about(id) },
    { ...mail, ...times, ...about('another') },
  ])
  await talk.erase(id)
  expect((await store.outbox.claim(200, 9)).map((one) => one.id)).toEqual(['another'])
  expect([await talk.get(id), (await talk.messages(id, {}, 9)).items]).toEqual([null, []])
  expect(await erasure.isUnswept()).toBe(true)
})

it('comes over from a damaged file with all that belongs to it', async () => {
  const folder = ownFolder()
  const store = await storeWithOperators(folder)
  const id = await picked(store, 'eva', 100, { externalId: 'x1' })
  const file = { id: 'f1', conversationId: id, name: 'a.png', type: 'image/png', bytes: 1, at: 5 } as const
  await store.talk.beginFile(file)
  await store.talk.addFilePart('f1', 0, Uint8Array.of(1))
  await store.talk.setDraft(id, 'u1', 'Dear Eva')
  await store.talk.receipts('chat', 'seen', ['x2'])
  await store.close()
  const { db } = openDatabase(join(ownFolder(), 'sereno.db'), 0)
  const tables = db.all<{ name: string }>(
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND (name GLOB 'talk_*' OR name = 'conversations')",
  )
  const saved = salvage(db, join(folder, 'sereno.db'))
  expect(tables.map(({ name }) => [name, saved[name]])).toEqual(tables.map(({ name }) => [name, expect.any(Number)]))
  expect(tables).toHaveLength(9)
  db.close()
})

it('measures count each opening on its own day of the venue, over reopenings and the night the clocks change', async () => {
  const store = await storeWithOperators()
  const { talk } = store
  // In Madrid 2026-10-25 has 25 hours: 23:30 of it is 22:30 in UTC, and 23:30 of the day before 21:30.
  const [eve, first, last] = ['2026-10-24T21:30Z', '2026-10-24T22:30Z', '2026-10-25T22:30Z'].map((text) =>
    Date.parse(text),
  )
  await begun(store, 'eve', eve ?? 0)
  const id = await picked(store, 'eva', first ?? 0)
  await talk.write(id, outgoing((first ?? 0) + 60, { kind: 'note', state: null }))
  await talk.write(id, outgoing((first ?? 0) + 100))
  await talk.write(id, outgoing((first ?? 0) + 5000))
  await talk.close(id, 'u1', 'Ana', (first ?? 0) + 1000)
  await talk.receive(incoming('eva', last ?? 0))
  await talk.pick(id, 'u1', 'Ana', (last ?? 0) + 10)
  await talk.write(id, outgoing((last ?? 0) + 301))
  expect(await talk.measures(0, 'Europe/Madrid')).toEqual([
    { day: '2026-10-24', opened: 1, answered: 0, closed: 0, firstAnswerMs: null, solutionMs: null },
    { day: '2026-10-25', opened: 2, answered: 2, closed: 1, firstAnswerMs: 201, solutionMs: 1000 },
  ])
  expect(await talk.measures((last ?? 0) - 1, 'UTC')).toMatchObject([{ day: '2026-10-25', opened: 1 }])
})

it('each message that is new is told to webhooks, once', async () => {
  const store = await storeWithOperators()
  const hook = {
    id: 'w1',
    url: 'https://pos.example/',
    active: true,
    allowPrivateAddress: false,
    secret: 's',
    oldSecret: null,
  }
  const times = { oldSecretUntil: null, createdAt: 1, createdBy: 'ana', offReason: null, offAt: null }
  await store.webhooks.add({ ...hook, ...times, events: ['message.received'] })
  const message = incoming('eva', 100, { clientId: 'client-1' })
  for (const id of ['a', 'b']) await store.talk.receive({ ...message, message: { ...message.message, id } })
  expect(await store.webhooks.unmade()).toMatchObject([
    { event: 'message.received', subject: `${message.conversationId}:a` },
  ])
})

it('what is asked often looks through no table', () => {
  const file = join(ownFolder(), 'sereno.db')
  const { db } = openDatabase(file, 0)
  const asked: string[] = []
  class Watched extends Database {
    override all<T extends object>(sql: string, params = {}): T[] {
      asked.push(sql)
      return super.all(sql, params)
    }
    override get<T extends object>(sql: string, params = {}): T | undefined {
      asked.push(sql)
      return super.get(sql, params)
    }
    override run(sql: string, params = {}): number {
      asked.push(sql)
      return super.run(sql, params)
    }
  }
  const watched = new Watched(file)
  const filter = { userId: 'u1', search: '', order: 'newest' } as const
  receiveMessage(watched, incoming('eva', 100, { externalId: 'x', clientId: 'client-1' }))
  receiveMessage(watched, incoming('eva', 101, { externalId: 'y', clientId: 'client-2' }))
  talkHeads(watched)
  countTalks(watched, 'u1')
  for (const tray of ['inbox', 'mine', 'closed'] as const) listTalks(watched, { ...filter, tray }, { limit: 9 })
  const plans = asked.map((sql) => {
    const steps = db.all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).map(({ detail }) => detail)
    return { sql, steps }
  })
  const walks = plans.filter(({ steps }) =>
    steps.some(
      (step) =>
        /^SCAN (?:conversations|talk_\w+)\b(?! USING (?:COVERING )?INDEX)/u.test(step) || /TEMP B-TREE/u.test(step),
    ),
  )
  expect(asked.length).toBeGreaterThan(20)
  expect(walks).toEqual([])
  watched.close()
  db.close()
})

import { join } from 'node:path'
import { conversationBounds } from '@sereno/shared/conversations.ts'
import { describe, expect, it } from 'vitest'
import { ownFolder } from '../../test/fakes/own-folder.ts'
import { ownStore } from '../../test/fakes/own-store.ts'
import { begun, incoming, outgoing, picked, storeWithOperators } from '../../test/fakes/talk.ts'
import { Database } from './database.ts'
import { type TalkFilter, testKeys } from './talk-types.ts'
import type { Store } from './types.ts'

const kinds = async ({ talk }: Store, id: string) =>
  (await talk.messages(id, {}, 50)).items.map(({ event, kind }) => event?.type ?? kind)

/** So many messages and conversations more, which to write one by one would take long. */
function fill(folder: string, id: string, messages: number, conversations: number): void {
  const db = new Database(join(folder, 'sereno.db'))
  const many = 'WITH RECURSIVE many (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM many WHERE n < :most)'
  db.run(
    `${many} INSERT INTO talk_messages (id, conversation_id, kind, author, at, text)
     SELECT 'more-' || n, :id, 'in', '', 100, '' FROM many`,
    { id, most: messages },
  )
  db.run(
    `${many} INSERT INTO conversations (id, channel_id, channel_type, channel_name, contact_key, contact, created_at,
       last_at, inbox_since) SELECT 'more-' || n, 'chat', 'live-chat', '', 'more-' || n, '{}', 100, 100, 100 FROM many`,
    { most: conversations },
  )
  db.close()
}

describe('a conversation', () => {
  it('is new in the inbox, then of whoever picks it, and everybody’s again when it is opened anew', async () => {
    const store = await storeWithOperators()
    const { talk } = store
    const id = await begun(store, 'eva', 100)
    expect(await talk.get(id)).toMatchObject({ waitingSince: 100, unread: 1, preview: 'Hello', pickerId: null })
    expect(await talk.counts('u1')).toMatchObject({ inbox: 1, mine: 0, oldestAt: 100 })
    expect(await talk.pick(id, 'u1', 'Ana', 200)).toEqual({ picked: true })
    expect(await talk.counts('u1')).toMatchObject({ inbox: 0, mine: 1, mineUnread: 1, others: 0 })
    expect(await talk.counts('u2')).toMatchObject({ inbox: 0, mine: 0, others: 1, oldestAt: null })
    expect(await talk.write(id, outgoing(250, { userId: 'u2' }))).toBe('not_found')
    expect(await talk.write(id, outgoing(300))).toMatchObject({ kind: 'out', state: 'waiting', userId: 'u1' })
    expect(await talk.write(id, outgoing(310, { kind: 'note', state: null }))).toMatchObject({ state: null })
    expect(await talk.get(id)).toMatchObject({ waitingSince: null, preview: 'An answer', lastAt: 300 })
    expect(await talk.close(id, 'u2', 'Luis', 350)).toBe('not_found')
    expect(await talk.close(id, 'u1', 'Ana', 400)).toBeNull()
    expect(await talk.counts('u1')).toMatchObject({ mine: 0, closed: 1 })
    expect(await talk.write(id, outgoing(410))).toBe('closed')
    expect(await talk.pick(id, 'u2', 'Luis', 420)).toBe('closed')
    expect(await talk.receive(incoming('eva', 500))).toMatchObject({ isNew: true, isOpened: true, conversationId: id })
    expect(await talk.get(id)).toMatchObject({ pickerId: null, picker: '', pickedAt: null, closedAt: null, unread: 1 })
    const asItHappened = ['opened', 'in', 'picked', 'out', 'note', 'closed', 'reopened', 'in']
    expect(await kinds(store, id)).toEqual(asItHappened)
  })

  it('of two who pick at once is the first one’s; the other hears who that was', async () => {
    const store = await storeWithOperators()
    for (let round = 0; round < 20; round += 1) {
      const id = await begun(store, `v${round}`, 100)
      const both = [store.talk.pick(id, 'u2', 'Luis', 200), store.talk.pick(id, 'u1', 'Ana', 201)]
      expect(await Promise.all(both)).toEqual([{ picked: true }, { by: 'Luis', at: 200 }])
      expect(await kinds(store, id)).toEqual(['opened', 'in', 'picked'])
    }
    expect(await store.talk.counts('u1')).toMatchObject({ inbox: 0, mine: 0, others: 20 })
    expect(await store.talk.pick(await begun(store, 'late', 300), 'nobody', 'X', 301)).toBe('not_found')
  })

  it('keeps a message that comes twice once, whatever became of it in between', async () => {
    const store = await storeWithOperators()
    const { talk } = store
    const message = incoming('eva', 100, { clientId: 'client-e', externalId: 'wamid.1' })
    const twice = await Promise.all([
      talk.receive(message),
      talk.receive({ ...message, message: { ...message.message, id: 'x' } }),
    ])
    expect(twice).toMatchObject([
      { isNew: true },
      { isNew: false, isOpened: false, message: { id: message.message.id } },
    ])
    const id = twice[0] === 'full' ? '' : (twice[0]?.conversationId ?? '')
    await talk.pick(id, 'u1', 'Ana', 200)
    const answer = outgoing(300, { clientId: 'client-e' })
    // A contact's id and an operator's are never the same message.
    expect(await talk.write(id, answer)).toMatchObject({ id: answer.id })
    await talk.close(id, 'u1', 'Ana', 400)
    expect(await talk.write(id, { ...answer, id: 'again' })).toMatchObject({ id: answer.id })
    for (const again of [{ clientId: 'client-e' }, { externalId: 'wamid.1' }])
      expect(await talk.receive(incoming('eva', 500, again))).toMatchObject({ isNew: false, isOpened: false })
    expect(await talk.get(id)).toMatchObject({ closedAt: 400, lastAt: 300 })
    expect(await kinds(store, id)).toEqual(['opened', 'in', 'picked', 'out', 'closed'])
  })

  it('goes back, is handed on and is read, and each sees as new what has no answer', async () => {
    const store = await storeWithOperators()
    const { talk } = store
    const id = await picked(store, 'eva', 100)
    await talk.write(id, outgoing(110))
    const asked = incoming('eva', 120)
    await talk.receive(asked)
    expect(await talk.seenByPicker(id, 'u2')).toEqual([])
    expect(await talk.seenByPicker(id, 'u1')).toHaveLength(2)
    expect(await talk.message(asked.message.id)).toMatchObject({ state: 'seen' })
    expect(await talk.get(id)).toMatchObject({ unread: 0, waitingSince: 120 })
    const [ana, luis] = [
      { userId: 'u1', name: 'Ana' },
      { userId: 'u2', name: 'Luis' },
    ]
    expect(await talk.transfer(id, luis, ana, '', 130)).toBe('not_found')
    expect(await talk.transfer(id, ana, { ...luis, userId: 'gone' }, '', 130)).toBe('not_found')
    expect(await talk.transfer(id, ana, luis, 'Yours', 130)).toBeNull()
    expect(await talk.get(id)).toMatchObject({ pickerId: 'u2', picker: 'Luis', unread: 1 })
    expect(await talk.giveBack(id, 'u1', 'operator', 140)).toBe('not_found')
    expect(await talk.giveBack(id, null, 'contact', 140)).toBeNull()
    expect(await talk.get(id)).toMatchObject({ pickerId: null, unread: 1 })
    expect(await talk.giveBack(id, null, 'contact', 150)).toBe('not_found')
    const events = (await talk.messages(id, {}, 50)).items.slice(-2).map(({ author, event }) => ({ author, ...event }))
    expect(events).toEqual([
      { author: 'Ana', type: 'transferred', to: 'Luis', note: 'Yours' },
      { author: 'eva', type: 'returned', reason: 'contact' },
    ])
    await talk.pick(id, 'u1', 'Ana', 160)
    expect(await talk.giveBackAll('u1', 'disabled', 170)).toEqual([id])
    expect((await talk.unpicked(171, [])).map((one) => one.id)).toEqual([id])
    await talk.escalated([id], 180)
    expect(await talk.unpicked(999, [])).toEqual([])
  })

  it('has its end, and so has the number of those that are open', async () => {
    const folder = ownFolder()
    const before = await storeWithOperators(folder)
    const [id, other] = [await picked(before, 'eva', 100), await begun(before, 'other', 100)]
    await before.close()
    fill(folder, id, conversationBounds.messages - 4, conversationBounds.open - 3)
    const { talk } = await ownStore(folder)
    const incomings = ['eva', 'eva', 'new', 'one-more', 'other'].map((key) => talk.receive(incoming(key, 300)))
    const [last, more, lastOpen, fullOpen, known] = await Promise.all(incomings)
    expect([last, more, lastOpen]).toMatchObject([{ isNew: true }, { isNew: true }, { isOpened: true }])
    expect([fullOpen, known]).toMatchObject(['full', { conversationId: other, isNew: true }])
    // The oldest give way.
    expect(await talk.write(id, outgoing(300))).toMatchObject({ text: 'An answer' })
    const { items } = await talk.messages(id, {}, 2 * conversationBounds.messages)
    expect(items.length).toBeGreaterThan(conversationBounds.messages - 200)
    expect(items.length).toBeLessThanOrEqual(conversationBounds.messages)
    expect(items.at(-1)?.text).toBe('An answer')
    expect((await talk.counts('u1')).inbox).toBe(conversationBounds.open - 1)
    expect(await talk.close(id, 'u1', 'Ana', 600)).toBeNull()
    expect(await talk.receive(incoming('one-more', 700))).toMatchObject({ isOpened: true })
  })

  it('loses, doubles and reorders nothing of 200 who write at once, each twice, and all is there after a restart', async () => {
    const folder = ownFolder()
    const store = await storeWithOperators(folder)
    const written = Array.from({ length: 5 }, (_, n) =>
      Array.from({ length: 200 }, (_, v) =>
        incoming(`v${v}`, 1000 + n, { text: `${n}`, clientId: `client-${v}-${n}` }),
      ),
    ).flat()
    const twice = written.flatMap((one) => [one, { ...one, message: { ...one.message, id: `${one.message.id}-2` } }])
    const received = await Promise.all(twice.map((one) => store.talk.receive(one)))
    expect(received.filter((one) => one !== 'full' && one.isNew)).toHaveLength(1000)
    await store.close()
    const { talk } = await ownStore(folder)
    for (let v = 0; v < 200; v += 1) {
      const { id, unread } = (await talk.byContact('chat', `v${v}`)) ?? { id: '', unread: 0 }
      const texts = (await talk.messages(id, {}, 50)).items.flatMap(({ kind, text }) => (kind === 'in' ? [text] : []))
      expect([unread, texts]).toEqual([5, ['0', '1', '2', '3', '4']])
    }
    expect(await talk.channelTimes()).toEqual([{ channelId: 'chat', lastInAt: 1004, lastOutAt: null }])
  })
})

describe('lists', () => {
  const mine: TalkFilter = { tray: 'mine', userId: 'u1', search: '', order: 'newest' }
  const inbox: TalkFilter = { ...mine, tray: 'inbox' }
  const all = async ({ talk }: Store, filter: TalkFilter, limit = 2) => {
    const keys: string[] = []
    for (let cursor: string | undefined | null; cursor !== null; ) {
      const page = await talk.list(filter, { limit, cursor })
      keys.push(...page.items.map(({ contactKey }) => contactKey))
      cursor = page.nextCursor
    }
    return keys
  }

  it('go page by page in each order, and a tray holds only what is in it', async () => {
    const store = await storeWithOperators()
    for (const [at, key] of ['a', 'b', 'c', 'd', 'e'].entries()) await picked(store, key, 100 + at)
    for (const key of ['b', 'd']) {
      const { id } = (await store.talk.byContact('chat', key)) ?? { id: '' }
      await store.talk.write(id, outgoing(key === 'b' ? 300 : 200))
    }
    await begun(store, 'other', 400)
    expect(await all(store, mine)).toEqual(['b', 'd', 'e', 'c', 'a'])
    expect(await all(store, { ...mine, order: 'oldest' })).toEqual(['a', 'c', 'e', 'd', 'b'])
    expect(await all(store, { ...mine, order: 'unanswered' })).toEqual(['a', 'c', 'e', 'b', 'd'])
    expect(await all(store, inbox)).toEqual(['other'])
    const { id } = (await store.talk.byContact('chat', 'a')) ?? { id: '' }
    await store.talk.close(id, 'u1', 'Ana', 500)
    expect(await all(store, { ...mine, tray: 'closed', order: 'unanswered' })).toEqual(['a'])
    expect(await all(store, { ...mine, tray: 'closed', userId: 'u2' })).toEqual([])
  })

  it('are searched by names and texts, in any case and accent, each sign standing for itself', async () => {
    const store = await storeWithOperators()
    const texts = {
      percent: '100% agua',
      under: 'a_b',
      star: 'two * three',
      box: '[x] done?',
      eva: 'El café',
      ru: 'Ёлка Мария',
    }
    for (const [key, text] of Object.entries(texts)) await begun(store, key, 100, { text })
    const found = (search: string) => all(store, { ...inbox, search })
    expect(await found('%')).toEqual(['percent'])
    expect(await found('_')).toEqual(['under'])
    expect(await found('*')).toEqual(['star'])
    expect(await found('[x] DONE?')).toEqual(['box'])
    expect(await found('CAFE')).toEqual(['eva'])
    expect(await found('елка мАР')).toEqual(['ru'])
    expect(await found('Éva')).toEqual(['eva'])
    expect(await found(']')).toEqual(['box'])
    expect(await found('nothing')).toEqual([])
    expect(await all(store, { ...mine, search: 'a' })).toEqual([])
  })

  it('are searched by all names and last words, and by texts in the newest five hundred alone', async () => {
    const folder = ownFolder()
    const before = await storeWithOperators(folder)
    const id = await begun(before, 'eva', 50, { text: 'A needle' })
    await before.talk.receive(incoming('eva', 60, { text: 'And hay' }))
    await before.close()
    const found = async (store: Store) => {
      const searches = ['needle', 'EVA', 'hay'].map((search) => all(store, { ...inbox, search }))
      return (await Promise.all(searches)).map(({ length }) => length)
    }
    const few = await ownStore(folder)
    expect(await found(few)).toEqual([1, 1, 1])
    await few.close()
    fill(folder, id, 1, 500)
    expect(await found(await ownStore(folder))).toEqual([0, 1, 1])
  })

  it('tell of messages without an answer, of no conversation too many, and not of whoever tries a channel', async () => {
    const store = await storeWithOperators()
    const { talk } = store
    for (let at = 100; at < 130; at += 1) await begun(store, 'flood', at)
    await begun(store, 'eva', 200)
    await begun(store, `${testKeys}u1`, 201)
    const told = await talk.unanswered(0, 999)
    expect(told.map(({ author }) => author)).toEqual([...Array.from({ length: 10 }, () => 'flood'), 'eva'])
    expect((await talk.unpicked(999, [])).map(({ contactKey }) => contactKey)).toEqual(['flood', 'eva'])
    expect(await talk.unpicked(999, ['chat'])).toEqual([])
    expect(await talk.counts('u1')).toMatchObject({ inbox: 3 })
    expect(await talk.measures(0, 'UTC')).toMatchObject([{ opened: 2 }])
    // What was answered waits for nobody, but where the contact asks for somebody else.
    const id = await begun(store, 'eva', 300)
    await talk.pick(id, 'u1', 'Ana', 301)
    await talk.write(id, outgoing(302))
    await talk.giveBack(id, 'u1', 'operator', 303)
    expect(await talk.unpicked(999, [])).toHaveLength(1)
    await talk.pick(id, 'u1', 'Ana', 304)
    await talk.giveBack(id, null, 'contact', 305)
    expect(await talk.unpicked(999, [])).toHaveLength(2)
  })

  it('tell of messages without an answer, and pages of messages follow each other', async () => {
    const store = await storeWithOperators()
    const id = await picked(store, 'eva', 100, { text: 'one' })
    await store.talk.write(id, outgoing(150))
    for (const at of [200, 300, 400]) await store.talk.receive(incoming('eva', at, { text: `${at}` }))
    expect((await store.talk.unanswered(0, 399)).map(({ text, pickerId }) => [text, pickerId])).toEqual([
      ['200', 'u1'],
      ['300', 'u1'],
    ])
    const last = await store.talk.messages(id, {}, 2)
    expect([last.items.map(({ text }) => text), last.hasMore]).toEqual([['300', '400'], true])
    const before = last.items[0]?.sequence ?? 0
    const rest = await store.talk.messages(id, { before }, 9)
    expect([rest.items.at(-1)?.text, rest.items.length, rest.hasMore]).toEqual(['200', 5, false])
    expect((await store.talk.messages(id, { after: before }, 9)).items.map(({ text }) => text)).toEqual(['400'])
    const next = await store.talk.messages(id, { after: rest.items[0]?.sequence ?? 0, next: true }, 1)
    expect([next.items[0]?.id, next.hasMore]).toEqual([rest.items[1]?.id, true])
  })
})

import { describe, expect, it } from 'vitest'
import { ownFolder } from '../../test/fakes/own-folder.ts'
import { ownStore } from '../../test/fakes/own-store.ts'
import { incoming, outgoing, picked, storeWithOperators } from '../../test/fakes/talk.ts'
import type { Store } from './types.ts'

const headIds = async ({ talk }: Store) => (await talk.heads()).map(({ message }) => message.id)
const stateOf = async ({ talk }: Store, id: string) => (await talk.message(id))?.state

/** Answers that wait, in their order. */
async function waiting(store: Store, conversationId: string, ids: readonly string[]): Promise<void> {
  for (const id of ids) expect(await store.talk.write(conversationId, outgoing(200, { id }))).toMatchObject({ id })
}

describe('what waits', () => {
  it('goes out in order, conversation by conversation; one that is given up holds back none, and a restart forgets none', async () => {
    const folder = ownFolder()
    const before = await storeWithOperators(folder)
    const [eva, tom] = [await picked(before, 'eva', 100), await picked(before, 'tom', 101)]
    await waiting(before, eva, ['e1', 'e2'])
    await waiting(before, tom, ['t1'])
    await before.talk.write(eva, outgoing(210, { kind: 'note', state: null }))
    await before.talk.settle('e1', { end: 'later', nextAt: 999 })
    await before.close()
    const store = await ownStore(folder)
    const { talk } = store
    expect(await talk.heads()).toMatchObject([
      { conversation: { id: eva, lastInAt: 100, pickerId: 'u1' }, message: { id: 'e1' }, tries: 1, nextAt: 999 },
      { conversation: { id: tom }, message: { id: 't1' }, tries: 0, partsDone: 0 },
    ])
    await talk.close(eva, 'u1', 'Ana', 300)
    await talk.giveBack(tom, 'u1', 'operator', 300)
    expect(await headIds(store)).toEqual(['e1', 't1'])
    await talk.settle('e1', { end: 'failed', fault: 'blocked' })
    expect(await headIds(store)).toEqual(['e2', 't1'])
    await talk.settle('t1', { end: 'sent', externalId: 'x1', at: 400 })
    await talk.settle('e2', { end: 'sent', externalId: null, at: 401 })
    expect(await talk.heads()).toEqual([])
    expect(await talk.message('e1')).toMatchObject({ state: 'failed', fault: 'blocked' })
    expect(await talk.channelTimes()).toEqual([{ channelId: 'chat', lastInAt: 101, lastOutAt: 401 }])
  })

  it('is tried again by its picker alone, from the part that was not taken, and given up with its channel', async () => {
    const store = await storeWithOperators()
    const { talk } = store
    const id = await picked(store, 'eva', 100)
    await waiting(store, id, ['m1', 'm2'])
    await talk.settle('m1', { end: 'part', externalId: 'x0' })
    await talk.settle('m1', { end: 'failed', fault: 'expired' })
    expect(await talk.retry('m1', 'u2', 500, 900)).toBe('not_found')
    expect(await talk.retry('m1', 'u1', 500, 900)).toMatchObject({ state: 'waiting', fault: null })
    expect(await talk.heads()).toMatchObject([{ message: { id: 'm1' }, partsDone: 1, nextAt: 500, expiresAt: 900 }])
    expect((await talk.dropChannel('chat')).toSorted()).toEqual(['m1', 'm2'])
    expect(await talk.message('m2')).toMatchObject({ state: 'failed', fault: 'channel_gone' })
    await talk.settle('m2', { end: 'later', nextAt: 9 })
    expect([await stateOf(store, 'm2'), await talk.heads()]).toEqual(['failed', []])
  })
})

describe('an answer that never reached the contact', () => {
  const standing = async ({ talk }: Store, id: string) => {
    const { waitingSince, unread } = (await talk.get(id)) ?? {}
    return { waitingSince, unread, unanswered: (await talk.unanswered(0, 999)).length }
  }
  const [waits, answered] = [
    { waitingSince: 100, unread: 1, unanswered: 1 },
    { waitingSince: null, unread: 0, unanswered: 0 },
  ]

  it('is none: the conversation waits as before, until it is tried again or another one goes out', async () => {
    const store = await storeWithOperators()
    const { talk } = store
    const id = await picked(store, 'eva', 100)
    await waiting(store, id, ['m1', 'm2'])
    await talk.seenByPicker(id, 'u1')
    await talk.settle('m1', { end: 'failed', fault: 'token' })
    expect(await standing(store, id)).toEqual(answered)
    await talk.settle('m2', { end: 'sent', externalId: 'x2', at: 300 })
    expect(await talk.receipts('chat', 'failed', ['x2'])).toEqual(['m2'])
    expect(await standing(store, id)).toEqual(waits)
    expect(await talk.measures(0, 'UTC')).toMatchObject([{ opened: 1, answered: 0, firstAnswerMs: null }])
    await talk.retry('m2', 'u1', 500, 900)
    await talk.seenByPicker(id, 'u1')
    expect(await standing(store, id)).toEqual(answered)
    expect(await talk.measures(0, 'UTC')).toMatchObject([{ answered: 1, firstAnswerMs: 400 }])
    await talk.dropChannel('chat')
    expect(await standing(store, id)).toEqual(waits)
    await waiting(store, id, ['m3'])
    expect(await standing(store, id)).toMatchObject({ waitingSince: null, unanswered: 0 })
  })

  it('can be tried again where it is over, which it stays', async () => {
    const store = await storeWithOperators()
    const { talk } = store
    const id = await picked(store, 'eva', 100)
    await waiting(store, id, ['m1'])
    await talk.close(id, 'u1', 'Ana', 250)
    await talk.settle('m1', { end: 'failed', fault: 'token' })
    expect(await standing(store, id)).toEqual(answered)
    expect(await talk.retry('m1', 'u1', 500, 900)).toMatchObject({ state: 'waiting' })
    expect([await headIds(store), (await talk.get(id))?.closedAt]).toEqual([['m1'], 250])
  })
})

describe('receipts', () => {
  it('count with the last part, never lower a state, and are kept where they come before it is known what for', async () => {
    const store = await storeWithOperators()
    const { talk } = store
    const id = await picked(store, 'eva', 100)
    await waiting(store, id, ['m1', 'm2', 'm3', 'm4'])
    expect(await talk.receipts('chat', 'seen', ['b'])).toEqual([])
    expect(await talk.receipts('chat', 'delivered', ['b'])).toEqual([])
    expect(await talk.receipts('other', 'failed', ['b'])).toEqual([])
    await talk.settle('m1', { end: 'part', externalId: 'a' })
    expect(await talk.receipts('chat', 'seen', ['a'])).toEqual([])
    await talk.settle('m1', { end: 'sent', externalId: 'b', at: 300 })
    expect(await stateOf(store, 'm1')).toBe('seen')
    expect(await talk.receipts('chat', 'delivered', ['b'])).toEqual([])
    await talk.settle('m2', { end: 'sent', externalId: 'c', at: 301 })
    expect(await talk.receipts('chat', 'delivered', ['c', 'b', 'unknown'])).toEqual(['m2'])
    expect(await talk.receipts('chat', 'failed', ['c'])).toEqual([])
    expect(await talk.receipts('chat', 'failed', ['d'])).toEqual([])
    await talk.settle('m3', { end: 'sent', externalId: 'd', at: 302 })
    expect(await talk.message('m3')).toMatchObject({ state: 'failed', fault: 'refused' })
    // All of it goes again, before what was written later.
    await talk.retry('m3', 'u1', 400, 900)
    expect(await talk.heads()).toMatchObject([{ message: { id: 'm3' }, partsDone: 0 }])
  })

  it('by a moment are of what had left by then; of a try before a retry nothing counts any more', async () => {
    const store = await storeWithOperators()
    const { talk } = store
    const id = await picked(store, 'eva', 100)
    await waiting(store, id, ['m1', 'm2', 'm3'])
    expect(await talk.receipts('chat', 'failed', ['x1'], 'blocked')).toEqual([])
    await talk.settle('m1', { end: 'sent', externalId: 'x1', at: 300 })
    expect(await talk.message('m1')).toMatchObject({ state: 'failed', fault: 'blocked' })
    await talk.settle('m2', { end: 'sent', externalId: 'y', at: 301 })
    await talk.retry('m1', 'u1', 400, 900)
    // Told again; and a try answers that began before.
    expect(await talk.receipts('chat', 'failed', ['x1'], 'blocked')).toEqual([])
    await talk.settle('m1', { end: 'sent', externalId: 'x0', at: 299 }, 1)
    expect(await stateOf(store, 'm1')).toBe('waiting')
    await talk.settle('m1', { end: 'sent', externalId: 'x2', at: 500 }, 0)
    expect(await talk.receipts('chat', 'delivered', ['x1'])).toEqual([])
    // Written first, it left last.
    expect(await talk.receiptBy(id, 'seen', 450)).toEqual(['m2'])
    expect(await talk.receiptBy(id, 'seen', 500)).toEqual(['m1'])
    expect(await stateOf(store, 'm3')).toBe('waiting')
  })

  it('of a live chat reach up to a sequence, and nothing that still waits', async () => {
    const store = await storeWithOperators()
    const { talk } = store
    const id = await picked(store, 'eva', 100)
    for (const one of ['m1', 'm2']) await talk.write(id, outgoing(200, { id: one, state: 'sent' }))
    await waiting(store, id, ['m3'])
    const upTo = (await talk.message('m1'))?.sequence ?? 0
    expect(await talk.receipt(id, 'seen', upTo)).toEqual(['m1'])
    expect(await talk.receipt(id, 'delivered', upTo + 99)).toEqual(['m2'])
    expect(await talk.receipt(id, 'seen', upTo + 99)).toEqual(['m2'])
    expect(await talk.receipt(id, 'seen', upTo + 99)).toEqual([])
    expect(await stateOf(store, 'm3')).toBe('waiting')
  })
})

describe('drafts and files', () => {
  it('a draft is its writer’s, only of what they have picked, and gone once it is sent', async () => {
    const store = await storeWithOperators()
    const { talk } = store
    const id = await picked(store, 'eva', 100)
    await talk.setDraft(id, 'u1', 'Dear E')
    await talk.setDraft(id, 'u1', 'Dear Eva')
    await talk.setDraft(id, 'u2', 'Not mine')
    expect([await talk.draft(id, 'u1'), await talk.draft(id, 'u2')]).toEqual(['Dear Eva', ''])
    await talk.write(id, outgoing(200))
    expect(await talk.draft(id, 'u1')).toBe('')
  })

  it('a file is named once, whole, by a message of its conversation, in the order of the message', async () => {
    const store = await storeWithOperators()
    const { talk } = store
    const [id, other] = [await picked(store, 'eva', 100), await picked(store, 'tom', 100)]
    const file = (name: string, conversationId = id) =>
      ({ id: name, conversationId, name, type: 'image/png', bytes: 2, at: 150 }) as const
    for (const one of [file('f1'), file('f2'), file('half'), file('toms', other)]) {
      expect(await talk.beginFile(one)).toBeNull()
      await talk.addFilePart(one.id, 0, Uint8Array.of(1, 2))
      if (one.id !== 'half') await talk.endFile(one.id)
    }
    expect(await talk.beginFile(file('nowhere', 'gone'))).toBe('not_found')
    for (const wrong of ['half', 'toms', 'unknown'])
      expect(await talk.write(id, outgoing(200, { fileIds: ['f1', wrong] }))).toBe('not_found')
    const written = await talk.write(id, outgoing(200, { fileIds: ['f2', 'f1'] }))
    expect(written).toMatchObject({ files: [file('f2'), file('f1')] })
    expect(await talk.write(id, outgoing(201, { fileIds: ['f1'] }))).toBe('not_found')
    const stolen = incoming('eva', 300, { fileIds: ['f1', 'toms'] })
    expect(await talk.receive(stolen)).toMatchObject({ message: { files: [] } })
    await talk.dropFile('f1')
    await talk.dropFile('half')
    expect(await Promise.all([talk.file('f1'), talk.file('half')])).toMatchObject([file('f1'), null])
    expect(Array.from((await talk.filePart('f1', 0)) ?? [])).toEqual([1, 2])
    for (const name of ['a', 'b', 'c', 'd', 'e']) expect(await talk.beginFile(file(name))).toBeNull()
    expect(await talk.beginFile(file('sixth'))).toBe('full')
  })
})

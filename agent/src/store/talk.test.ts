import { describe, expect, it } from 'vitest'
import { newUser } from '../../test/fakes/new-user.ts'
import { ownStore } from '../../test/fakes/own-store.ts'
import { incoming, outgoing } from '../../test/fakes/talk.ts'

async function withPeople() {
  const store = await ownStore()
  await store.people.addFirst(newUser())
  await store.people.addUser(
    newUser({ id: 'u2', username: 'luis', fullName: 'Luis', email: 'l@bar.example', phone: null }),
    [],
    [],
  )
  return store
}

describe('a conversation', () => {
  it('is new in the inbox, then of whoever picks it, and everybody’s again when it is opened anew', async () => {
    const { talk } = await withPeople()
    const first = await talk.receive(incoming('eva', 100))
    if (first === 'full') throw new Error('full')
    const id = first.conversationId
    expect(first).toMatchObject({ isNew: true, isOpened: true, message: { kind: 'in', state: 'sent', author: 'eva' } })
    expect(await talk.get(id)).toMatchObject({ waitingSince: 100, unread: 1, preview: 'Hello', pickerId: null })
    expect(await talk.counts('u1')).toMatchObject({ inbox: 1, mine: 0, oldestAt: 100 })
    const picks = await Promise.all([talk.pick(id, 'u1', 'Ana', 200), talk.pick(id, 'u2', 'Luis', 201)])
    expect(picks).toEqual([{ picked: true }, { by: 'Ana', at: 200 }])
    expect(await talk.counts('u2')).toMatchObject({ inbox: 0, mine: 0, others: 1, oldestAt: null })
    expect(await talk.write(id, outgoing(250, { userId: 'u2' }))).toBe('not_found')
    const answer = outgoing(300)
    expect(await talk.write(id, answer)).toMatchObject({ kind: 'out', state: 'waiting', userId: 'u1' })
    expect(await talk.write(id, { ...answer, id: 'again' })).toMatchObject({ id: answer.id })
    expect(await talk.get(id)).toMatchObject({ waitingSince: null, preview: 'An answer', lastAt: 300 })
    expect(await talk.close(id, 'u2', 'Luis', 350)).toBe('not_found')
    expect(await talk.close(id, 'u1', 'Ana', 400)).toBeNull()
    expect(await talk.write(id, outgoing(410))).toBe('closed')
    expect(await talk.receive(incoming('eva', 500))).toMatchObject({ isOpened: true, conversationId: id })
    expect(await talk.get(id)).toMatchObject({ pickerId: null, picker: '', closedAt: null, unread: 1 })
    const { items } = await talk.messages(id, {}, 50)
    expect(items.map(({ event, kind }) => event?.type ?? kind)).toEqual(
      ['opened', 'in', 'picked', 'out', 'closed', 'reopened', 'in'], // as it happened
    )
  })
})

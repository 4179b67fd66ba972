import { describe, expect, it } from 'vitest'
import { newUser } from '../../test/fakes/new-user.ts'
import { ownStore } from '../../test/fakes/own-store.ts'
import type { Store } from './types.ts'

const ana = newUser()
const session = {
  id: 's1',
  hash: 'h1',
  userId: 'u1',
  createdAt: 10,
  lastUsedAt: 10,
  address: '::1',
  browser: 'Firefox',
}
async function withAna(): Promise<Store> {
  const store = await ownStore()
  await store.people.addFirst(ana)
  return store
}

describe('people', () => {
  it('let exactly one be the first', async () => {
    const { people } = await ownStore()
    expect(await people.anyone()).toBe(false)
    expect(await Promise.all([people.addFirst(ana), people.addFirst({ ...ana, id: 'u2', username: 'eva' })])).toEqual([
      true,
      false,
    ])
    expect(await people.anyone()).toBe(true)
    expect(await people.user('u1')).toEqual(ana)
    expect(await people.user('u2')).toBeNull()
  })

  it.each(['ana', ' ANA ', 'ana@bar.EXAMPLE', '+34600111222', '+34 600-111-222'])('are found by %j', async (login) => {
    const { people } = await withAna()
    expect(await people.findLogin(login)).toEqual(ana)
  })

  it('are found by the e-mail that they confirmed, whoever else says that it is theirs', async () => {
    const { people } = await withAna()
    await people.addUser({ ...ana, id: 'u2', username: 'eva', phone: null }, [], [])
    expect(await people.findLogin('ana@bar.example')).toBeNull()
    await people.changeUser('u1', { emailConfirmedAt: 5 }, [], [])
    expect((await people.findLogin('ana@bar.example'))?.id).toBe('u1')
  })

  it.each(['', 'an', 'ana%', 'áná', '34600111222', 'null'])('are not found by %j', async (login) => {
    const { people } = await withAna()
    expect(await people.findLogin(login)).toBeNull()
  })
})

describe('sessions', () => {
  it('lead from the hash of a cookie to the person, until they are ended by their owner', async () => {
    const { people } = await withAna()
    await people.addSession(session)
    expect(await people.session('h1')).toEqual({ session, user: ana })
    expect(await people.session('other')).toBeNull()
    expect(await people.endSession('someone else', 's1')).toBe(false)
    expect(await people.endSession('u1', 's1')).toBe(true)
    expect(await people.session('h1')).toBeNull()
  })

  it('remember their use to the minute', async () => {
    const { people } = await withAna()
    await people.addSession(session)
    await people.touchSession('s1', 30_000)
    expect((await people.sessions('u1'))[0]?.lastUsedAt).toBe(10)
    await people.touchSession('s1', 90_000)
    expect((await people.sessions('u1'))[0]?.lastUsedAt).toBe(90_000)
    await people.touchSession('s1', 50_000)
    expect((await people.sessions('u1'))[0]?.lastUsedAt).toBe(90_000)
  })

  it('end when they were idle or lasted too long', async () => {
    const { people } = await withAna()
    for (const [id, createdAt, lastUsedAt] of [
      ['fresh', 100, 200],
      ['idle', 100, 150],
      ['old', 50, 200],
    ] as const)
      await people.addSession({ ...session, id, hash: id, createdAt, lastUsedAt })
    await people.endSessionsBefore(160, 60)
    expect((await people.sessions('u1')).map(({ id }) => id)).toEqual(['fresh'])
  })
})

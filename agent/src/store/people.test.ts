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
const token = {
  id: 't1',
  hash: 'th1',
  userId: 'u1',
  name: 'POS',
  scopes: ['activity:write' as const],
  createdAt: 5,
  expiresAt: null,
  lastUsedAt: null,
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

describe('tokens', () => {
  it('lead to the person who made them, until they are revoked', async () => {
    const { people } = await withAna()
    await people.addToken(token)
    await people.touchToken('t1', 70_000)
    expect(await people.token('th1')).toEqual({ token: { ...token, lastUsedAt: 70_000 }, user: ana })
    expect([await people.revokeToken('t1'), await people.revokeToken('t1')]).toEqual([true, false])
    expect(await people.token('th1')).toBeNull()
  })

  it('are listed newest first', async () => {
    const { people } = await withAna()
    for (const id of ['a', 'b', 'c']) await people.addToken({ ...token, id, hash: id })
    const page = await people.tokens({ limit: 2 })
    expect(page.items.map(({ id }) => id)).toEqual(['c', 'b'])
    expect((await people.tokens({ limit: 2, cursor: page.nextCursor ?? '' })).items.map(({ id }) => id)).toEqual(['a'])
  })

  it('belong to somebody', async () => {
    const { people } = await ownStore()
    await expect(people.addToken(token)).rejects.toMatchObject({ code: 'failed' })
  })
})

import { describe, expect, it } from 'vitest'
import { newMail } from '../../test/fakes/new-run.ts'
import { newUser } from '../../test/fakes/new-user.ts'
import { ownStore } from '../../test/fakes/own-store.ts'
import type { TokenRecord } from './token-types.ts'
import type { Store } from './types.ts'

const ana = newUser()
const token: TokenRecord = {
  id: 't1',
  hash: 'th1',
  userId: 'u1',
  name: 'POS',
  scopes: ['activity:write'],
  addresses: ['192.168.1.0/24'],
  createdAt: 5,
  expiresAt: null,
  lastUsedAt: null,
  lastAddress: null,
  replacedAt: null,
  toldAt: null,
}
const named = (id: string, differing: Partial<TokenRecord> = {}): TokenRecord => ({
  ...token,
  id,
  hash: id,
  ...differing,
})

async function withAna(): Promise<Store> {
  const store = await ownStore()
  await store.people.addFirst(ana)
  return store
}

describe('tokens', () => {
  it('lead to the person who made them, until they are revoked', async () => {
    const { tokens } = await withAna()
    await tokens.add(token, 100)
    await tokens.used('t1', 70_000, '10.0.0.1')
    await tokens.used('t1', 80_000, '10.0.0.2')
    expect(await tokens.ofHash('th1')).toEqual({
      token: { ...token, lastUsedAt: 70_000, lastAddress: '10.0.0.1' },
      user: ana,
    })
    expect([await tokens.revoke('t1', []), await tokens.revoke('t1', [])]).toEqual([true, false])
    expect(await tokens.ofHash('th1')).toBeNull()
  })

  it('are listed newest first', async () => {
    const { tokens } = await withAna()
    for (const id of ['a', 'b', 'c']) await tokens.add(named(id), 100)
    const ids = (page: Awaited<ReturnType<typeof tokens.list>>) => page.items.map((one) => one.token.id)
    const page = await tokens.list({ limit: 2 })
    expect(ids(page)).toEqual(['c', 'b'])
    expect(ids(await tokens.list({ limit: 2, cursor: page.nextCursor ?? '' }))).toEqual(['a'])
  })

  it('belong to somebody', async () => {
    const { tokens } = await ownStore()
    await expect(tokens.add(token, 100)).rejects.toMatchObject({ code: 'failed' })
  })

  it('are no more than so many, and one is replaced once', async () => {
    const { tokens } = await withAna()
    expect([await tokens.add(named('a'), 1), await tokens.add(named('b'), 1)]).toEqual([true, false])
    expect(await tokens.replace('a', 10, 20, named('c'), 1, [])).toBe(false)
    expect(await tokens.replace('a', 10, 20, named('c'), 2, [])).toBe(true)
    expect((await tokens.get('a'))?.token).toMatchObject({ replacedAt: 10, expiresAt: 20 })
    expect(await tokens.replace('a', 11, 20, named('d'), 9, [])).toBe(false)
    await tokens.removeEnded(20)
    expect([await tokens.get('a'), (await tokens.get('c'))?.token.name]).toEqual([null, 'POS'])
  })

  it('are told of once a week before they end, know it on the last day, and not where another stands in their place', async () => {
    const { tokens, outbox } = await withAna()
    await tokens.add(named('soon', { expiresAt: 100 }), 9)
    await tokens.add(named('later', { expiresAt: 900 }), 9)
    await tokens.add(named('replaced', { expiresAt: 100, replacedAt: 5 }), 9)
    const expiring = async () => (await tokens.expiring(50, 200)).map(({ token: { id, toldAt } }) => [id, toldAt])
    expect(await expiring()).toEqual([['soon', null]])
    const mail = newMail({ id: 'mail' })
    await tokens.tell('soon', 50, [mail])
    await tokens.tell('soon', 51, [{ ...mail, id: 'again' }])
    expect(await expiring()).toEqual([['soon', 50]])
    expect((await outbox.claim(mail.nextAt, 9)).map(({ id }) => id)).toEqual(['mail'])
  })
})

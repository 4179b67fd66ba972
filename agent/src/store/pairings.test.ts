import { describe, expect, it } from 'vitest'
import { ownStore } from '../../test/fakes/own-store.ts'

const token = { id: 't1', deviceId: 'pad-1', hash: 'h1', createdAt: 5 }

describe('pairings', () => {
  it('begin with an app password, and give each iPad one token', async () => {
    const { pairings } = await ownStore()
    expect(await pairings.appPassword()).toBeNull()
    expect(await pairings.pair(token, 'phc')).toBe(false)
    await pairings.setAppPassword('phc', 10)
    expect(await pairings.appPassword()).toBe('phc')
    expect(await pairings.pair(token, 'phc')).toBe(true)
    expect(await pairings.pairedBy('h1')).toEqual(token)
    expect(await pairings.pairedBy('h2')).toBeNull()
    expect(await pairings.pair({ ...token, id: 't2', hash: 'h2' }, 'phc')).toBe(true)
    expect([await pairings.pairedBy('h1'), (await pairings.pairedBy('h2'))?.id]).toEqual([null, 't2'])
  })

  it('go over to the device that stays, where two turn out to be one: the last one goes on', async () => {
    const { pairings } = await ownStore()
    await pairings.setAppPassword('phc', 10)
    await pairings.pair(token, 'phc')
    await pairings.pair({ id: 't2', deviceId: 'pad-2', hash: 'h2', createdAt: 6 }, 'phc')
    await pairings.handOver('pad-2', 'pad-1')
    expect([await pairings.pairedBy('h1'), (await pairings.pairedBy('h2'))?.deviceId]).toEqual([null, 'pad-1'])
    await pairings.handOver('pad-1', 'pad-3')
    await pairings.handOver('pad-4', 'pad-3')
    expect((await pairings.pairedBy('h2'))?.deviceId).toBe('pad-3')
  })

  it('end with the device, and all of them with a new app password', async () => {
    const { pairings } = await ownStore()
    await pairings.setAppPassword('phc', 10)
    await pairings.pair(token, 'phc')
    await pairings.pair({ ...token, id: 't2', deviceId: 'pad-2', hash: 'h2' }, 'phc')
    expect([await pairings.unpair('pad-1'), await pairings.unpair('pad-1')]).toEqual([true, false])
    expect([await pairings.pairedBy('h1'), (await pairings.pairedBy('h2'))?.deviceId]).toEqual([null, 'pad-2'])
    await pairings.setAppPassword('phc2', 20)
    expect([await pairings.appPassword(), await pairings.pairedBy('h2')]).toEqual(['phc2', null])
    expect(await pairings.pair(token, 'phc')).toBe(false)
  })
})

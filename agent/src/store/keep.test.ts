import { describe, expect, it } from 'vitest'
import { ownFolder } from '../../test/fakes/own-folder.ts'
import { ownStore } from '../../test/fakes/own-store.ts'

describe('what is kept', () => {
  it('comes back after a restart, by key and by the beginning of keys', async () => {
    const folder = ownFolder()
    const before = await ownStore(folder)
    await before.keep.set({ 'memory:a': { n: 1 }, 'memory:b': [true], 'memory%': 'other', claim: 'c0de' })
    await before.close()
    const { keep } = await ownStore(folder)
    expect(await keep.get('claim')).toBe('c0de')
    expect(await keep.all('memory:')).toEqual([
      ['memory:a', { n: 1 }],
      ['memory:b', [true]],
    ])
    expect((await keep.all('')).length).toBe(4)
  })

  it('is replaced, and forgotten with null', async () => {
    const { keep } = await ownStore()
    await keep.set({ a: 1, b: 1 })
    await keep.set({ a: 2, b: null })
    expect([await keep.get('a'), await keep.get('b'), await keep.get('never')]).toEqual([2, null, null])
  })
})

import { describe, expect, test } from 'vitest'
import { type Fall, fell, type Group, learnGroup, readGroups, together } from './group.ts'

const second = 1000
const day = 86_400_000
const fall = (id: string, from: number, to: number): Fall => ({ id, from: from * second, to: to * second })
const idsOf = (falls: readonly Fall[]) => falls.map(({ id }) => id)
const only = (...ids: string[]): ReadonlySet<string> => new Set(ids)
const learn = (groups: Group[], fallen: string[], standing: ReadonlySet<string> = only(), at = 0) =>
  learnGroup(groups, fallen, standing, at, () => 'new')

describe('falls', () => {
  test('share a moment where their spans overlap, whatever the phase of their checks', () => {
    const falls = [fall('a', 0, 10), fall('b', 5, 15), fall('c', 9, 19)]
    for (const one of falls) expect(idsOf(together(one, falls))).toEqual(['a', 'b', 'c'])
  })

  test('one after the other share none, though each overlaps the next', () => {
    const falls = [fall('a', 0, 10), fall('b', 8, 18), fall('c', 16, 26)]
    expect(idsOf(together(fall('a', 0, 10), falls))).toEqual(['a', 'b'])
  })

  test('that are known no better than half a minute tell nothing', () => {
    const falls = [fall('a', 0, 10), fall('b', 0, 60), fall('c', 2, 12)]
    expect(idsOf(together(fall('a', 0, 10), falls))).toEqual(['a', 'c'])
  })
})

describe('a learnt group is down', () => {
  const table: [fallen: number, standing: number, down: boolean][] = [
    [1, 0, false],
    [2, 0, true],
    [2, 1, false],
    [3, 0, true],
    [3, 1, false],
    [4, 1, true],
    [8, 2, true],
    [7, 3, false],
  ]
  test.for(table)('with %i that fell and %i that stand: %s', ([fallen, standing, down]) => {
    expect(fell(fallen, standing)).toBe(down)
  })
})

describe('a group', () => {
  const known: Group = { id: 'known', members: ['a', 'b', 'c'], at: 0 }

  test('is learnt from three that fell together, not from two', () => {
    expect(learn([], ['a', 'b'])).toEqual([])
    expect(learn([], ['a', 'b', 'c'])).toEqual([{ id: 'new', members: ['a', 'b', 'c'], at: 0 }])
  })

  test('takes in who falls with it, and lets go of who stands', () => {
    expect(learn([known], ['a', 'b', 'd'], only('c'))).toMatchObject([{ id: 'known', members: ['a', 'b', 'd'] }])
  })

  test('keeps a member that was away already', () => {
    expect(learn([known], ['a', 'b', 'd'])).toMatchObject([{ id: 'known', members: ['a', 'b', 'd', 'c'] }])
  })

  test('gives a member up to another that it falls with', () => {
    const groups = learn([known], ['c', 'x', 'y'])
    expect(groups).toMatchObject([
      { id: 'new', members: ['c', 'x', 'y'] },
      { id: 'known', members: ['a', 'b'] },
    ])
  })

  test('that did not fall for ninety days is forgotten', () => {
    expect(learn([known], [], only(), 89 * day)).toHaveLength(1)
    expect(learn([known], [], only(), 91 * day)).toEqual([])
  })

  test('is kept within bounds', () => {
    const many = Array.from({ length: 80 }, (_, n) => `m${n}`)
    expect(learn([], many)[0]?.members).toHaveLength(50)
    const groups = Array.from({ length: 30 }, (_, n): Group => ({ id: `${n}`, members: [`${n}a`, `${n}b`], at: 0 }))
    expect(learn(groups, ['x', 'y', 'z'])).toHaveLength(20)
  })

  test('that was kept in another shape is forgotten', () => {
    expect(readGroups([known, null, 1, { id: 'x' }, { id: 'y', members: 'a', at: 0 }])).toEqual([known])
    expect(readGroups({ groups: [known] })).toEqual([])
  })
})

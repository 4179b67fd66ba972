import { kinds } from '@sereno/shared/kind.ts'
import { expect, it } from 'vitest'
import { risingOf } from './trend.ts'

const none = { Error: 0, Fail: 0, Offline: 0, Retry: 0 }
const retries = (...counts: number[]) => counts.map((Retry) => ({ kinds: { ...none, Retry }, watchedHours: 24 }))
const of = (...counts: number[]) => risingOf(retries(...counts), kinds)[0]?.counts ?? null

it('tells a kind that rose for three days or more, by three or more in all', () => {
  expect(of(2, 4, 7)).toEqual([2, 4, 7])
  expect(of(0, 1, 2, 3)).toEqual([0, 1, 2, 3])
  expect(of(9, 1, 2, 5)).toEqual([1, 2, 5])
  expect(of(1, 2, 3, 4, 5, 6, 7)).toEqual([1, 2, 3, 4, 5, 6, 7])
})

it('calls nothing a trend that is short, small, level or over', () => {
  expect(of(1, 9)).toBeNull()
  expect(of(1, 2, 3)).toBeNull()
  expect(of(1, 5, 5, 9)).toBeNull()
  expect(of(1, 5, 9, 8)).toBeNull()
  expect(of()).toBeNull()
  expect(of(0, 0, 0, 0)).toBeNull()
})

it('goes by no day that was not watched: after it anything would seem to rise', () => {
  const [dark, ...rest] = retries(0, 4, 8)
  expect(risingOf([{ ...none, kinds: none, watchedHours: 3 }, ...rest], kinds)).toEqual([])
  expect(dark && risingOf([dark, ...rest], kinds)).toHaveLength(1)
  expect(risingOf([...retries(1, 2, 9), { kinds: { ...none, Retry: 12 }, watchedHours: 2 }], kinds)).toEqual([])
})

it('looks at the chosen kinds alone, the worst first', () => {
  const windows = [1, 4, 9].map((n) => ({ kinds: { Error: 9 - n, Fail: n, Offline: n, Retry: n }, watchedHours: 24 }))
  expect(risingOf(windows, kinds).map(({ kind }) => kind)).toEqual(['Offline', 'Fail', 'Retry'])
  expect(risingOf(windows, ['Retry']).map(({ kind }) => kind)).toEqual(['Retry'])
})

import { expect, it } from 'vitest'
import { placeUse } from './place-use.ts'

it('hints from 80 % on that it gets narrow, and says when it is full', () => {
  const standingOf = (used: number, limit: number | null) =>
    placeUse({
      usage: { devices: used, printers: 0, ipads: 0, withoutPlace: 0 },
      limits: { devices: limit, printers: null, ipads: null },
    })[0]?.standing
  expect(
    [
      [0, 0],
      [3, 5],
      [4, 5],
      [5, 5],
      [6, 5],
      [900, null],
    ].map(([used, limit]) => standingOf(used ?? 0, limit ?? null)),
  ).toEqual(['full', 'free', 'narrow', 'full', 'full', 'free'])
})

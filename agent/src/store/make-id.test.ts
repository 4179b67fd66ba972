import { expect, it } from 'vitest'
import { makeId } from './make-id.ts'

it('makes ids that are UUIDs of version 7, in the order of time, and never the same', () => {
  const ids = Array.from({ length: 1000 }, (_, index) => makeId(1_795_325_949_000 + index))
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/u)
  expect([...ids].sort()).toEqual(ids)
  expect(new Set(Array.from({ length: 1000 }, () => makeId(0))).size).toBe(1000)
})

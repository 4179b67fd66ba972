import { totalmem } from 'node:os'
import { expect, test } from 'vitest'
import { machine } from './machine.ts'

test('tells what machine this is, and asks it once for all who want to know', async () => {
  const [one, other] = await Promise.all([machine(), machine()])
  expect(one.cards).toBe(other.cards)
  expect(one.load).toBeGreaterThanOrEqual(0)
  expect(one.memoryTotalBytes).toBe(totalmem())
  expect(one.memoryAvailableBytes).toBeGreaterThan(0)
  expect(one.system).not.toBe('')
})

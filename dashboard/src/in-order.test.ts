import { expect, it } from 'vitest'
import { inOrder } from './in-order.ts'

it('shows answers that come in order, and leaves out one that a newer one overtook', () => {
  const asks = inOrder()
  const [first, second, third] = [asks(), asks(), asks()]
  expect(first()).toBe(true)
  expect(third()).toBe(true)
  expect(second()).toBe(false)
  expect(asks()()).toBe(true)
})

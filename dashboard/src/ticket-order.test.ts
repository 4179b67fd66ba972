import type { Ticket } from '@sereno/shared/ticket.ts'
import { expect, it } from 'vitest'
import { sortTickets } from './ticket-order.ts'

/** Last changed first, as the agent tells them. */
const list = (
  [
    [3, 'low'],
    [1, 'high'],
    [2, 'normal'],
    [4, 'high'],
  ] as const
).map(([number, urgency]) => ({ number, urgency }) as Ticket)
const numbers = (order: 'updated' | 'newest' | 'urgency') => sortTickets(list, order).map(({ number }) => number)

it('P8e sorts tickets by change, by age, or the most urgent first and of these the last changed', () => {
  expect(numbers('updated')).toEqual([3, 1, 2, 4])
  expect(numbers('newest')).toEqual([4, 3, 2, 1])
  expect(numbers('urgency')).toEqual([1, 4, 2, 3])
})

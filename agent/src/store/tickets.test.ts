import { ticketBounds } from '@sereno/shared/tickets.ts'
import { describe, expect, it } from 'vitest'
import { newUser } from '../../test/fakes/new-user.ts'
import { ownStore } from '../../test/fakes/own-store.ts'
import type { AttachmentRecord } from './ticket-types.ts'

const day = 86_400_000
const retention = { minutesDays: 14, hoursDays: 400, activityDays: 400, chatsDays: 180 }
let made = 0
const message = (at = 0, state: 'solved' | 'closed' | null = null) => {
  made += 1
  return { id: `m${made}`, userId: 'u1', author: 'Ana', at, text: 'Help', state }
}
const ticket = { subject: 'Printer', urgency: 'normal' as const, userId: 'u1', author: 'Ana', diagnostics: null }
const file = (id: string, number: number, bytes: number): AttachmentRecord => ({
  id,
  ticket: number,
  author: 'Ana',
  name: 'a.png',
  type: 'image/png',
  bytes,
  at: 0,
})

async function withTicket() {
  const store = await ownStore()
  await store.people.addFirst(newUser())
  const number = await store.tickets.add({ ...ticket, createdAt: 0 }, message())
  return { ...store, prune: store.prune, number: number as number }
}

describe('tickets', () => {
  it('never give a number twice, also after the last one was pruned', async () => {
    const { tickets, number, prune } = await withTicket()
    expect(number).toBe(1)
    expect(await tickets.addMessage(1, message(10, 'closed'))).toBeNull()
    await prune(retention, 401 * day)
    expect(await tickets.get(1)).toBeNull()
    expect(await tickets.add({ ...ticket, createdAt: 0 }, message())).toBe(2)
  })

  it('stand in the way of more when too many are pending, and a thread has its end', async () => {
    const { tickets } = await withTicket()
    for (let count = 1; count < ticketBounds.pending; count += 1) {
      await tickets.add({ ...ticket, createdAt: 0 }, message())
    }
    expect(await tickets.add({ ...ticket, createdAt: 0 }, message())).toBe('full')
    for (let count = 1; count < ticketBounds.messages; count += 1) await tickets.addMessage(1, message())
    expect(await tickets.addMessage(1, message())).toBe('full')
    expect(await tickets.addMessage(1, message(0, 'solved'))).toBeNull()
    expect(await tickets.addMessage(999, message())).toBe('not_found')
  })

  it('are listed page by page, last changed first', async () => {
    const { tickets } = await withTicket()
    for (const at of [5, 5, 7]) await tickets.add({ ...ticket, createdAt: at }, message(at))
    const everybody = { userId: null, states: [] }
    const first = await tickets.list(everybody, { limit: 3 })
    expect(first.items.map(({ number }) => number)).toEqual([4, 3, 2])
    const second = await tickets.list(everybody, { limit: 3, cursor: first.nextCursor ?? '' })
    expect([second.items.map(({ number }) => number), second.nextCursor]).toEqual([[1], null])
    expect((await tickets.list({ userId: 'u2', states: [] }, { limit: 3 })).items).toEqual([])
  })
})

describe('attachments', () => {
  it('show once all their parts are here, and go where their sender went away', async () => {
    const { tickets, prune } = await withTicket()
    await tickets.beginAttachment(file('a1', 1, 4))
    await tickets.addPart('a1', 0, Uint8Array.of(1, 2))
    await tickets.addPart('a1', 1, Uint8Array.of(3, 4))
    expect(await tickets.attachments(1)).toEqual([])
    await tickets.endAttachment('a1', 9)
    expect(await tickets.attachments(1)).toEqual([file('a1', 1, 4)])
    expect(Array.from((await tickets.part('a1', 1)) ?? [])).toEqual([3, 4])
    await tickets.beginAttachment(file('a2', 1, 4))
    await tickets.addPart('a2', 0, Uint8Array.of(9))
    await prune(retention, 2 * 3_600_000)
    expect(await tickets.part('a2', 0)).toBeNull()
    expect(await tickets.part('a1', 0)).not.toBeNull()
  })

  it('of closed tickets make room for others, and go after a quarter of a year', async () => {
    const { tickets, prune } = await withTicket()
    const half = ticketBounds.allBytes / 2
    expect(await tickets.beginAttachment(file('a1', 1, half))).toBeNull()
    await tickets.endAttachment('a1', 0)
    const other = Number(await tickets.add({ ...ticket, createdAt: 0 }, message()))
    expect(await tickets.beginAttachment(file('b1', other, half))).toBeNull()
    await tickets.endAttachment('b1', 0)
    expect(await tickets.beginAttachment(file('b2', other, 1))).toBe('full')
    await tickets.addMessage(1, message(0, 'closed'))
    expect(await tickets.beginAttachment(file('b2', other, 1))).toBeNull()
    expect(await tickets.attachments(1)).toEqual([])
    await tickets.addMessage(other, message(0, 'closed'))
    await prune(retention, 91 * day)
    expect([await tickets.attachments(other), (await tickets.get(other))?.state]).toEqual([[], 'closed'])
  })
})

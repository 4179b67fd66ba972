import type { TalkMessage } from '@sereno/shared/conversation.ts'
import { expect, it } from 'vitest'
import { firstUnread, merged, mostMessages, windowed } from './messages.ts'
import { threadRows } from './thread-rows.ts'

const message = (sequence: number, more: Partial<TalkMessage> = {}): TalkMessage => ({
  id: `m${sequence}`,
  sequence,
  kind: 'in',
  at: new Date(Date.UTC(2026, 10, 21, 10, sequence)).toISOString(),
  author: 'Pepe',
  isMine: false,
  text: `text ${sequence}`,
  files: [],
  state: 'sent',
  fault: null,
  event: null,
  clientId: null,
  template: false,
  ...more,
})
const ids = (list: readonly TalkMessage[]) => list.map(({ id }) => id)

it('keeps each message once and in its order, whether a page or an event told it first', () => {
  const page = [message(3), message(1)]
  expect(ids(merged(merged([], [message(4), message(3)]), page))).toEqual(['m1', 'm3', 'm4'])
})

it('lets no page that was overtaken take back what an event told, but lets one that failed begin anew', () => {
  const seen = message(1, { kind: 'out', state: 'seen' })
  expect(merged([seen], [message(1, { kind: 'out', state: 'sent' })])[0]?.state).toBe('seen')
  expect(merged([message(1, { state: 'waiting' })], [message(1, { state: 'delivered' })])[0]?.state).toBe('delivered')
  expect(merged([message(1, { state: 'failed' })], [message(1, { state: 'waiting' })])[0]?.state).toBe('waiting')
  expect(merged([message(1, { state: 'sent' })], [message(1, { state: 'failed' })])[0]?.state).toBe('failed')
})

it('looks at five thousand messages through a window, at the end where one reads', () => {
  const all = Array.from({ length: 5000 }, (_, index) => message(index + 1))
  expect(windowed(all, 'newest').at(-1)?.sequence).toBe(5000)
  expect(windowed(all, 'oldest')[0]?.sequence).toBe(1)
  expect(windowed(all, 'oldest')).toHaveLength(mostMessages)
})

it('finds the first of the contact’s messages that nobody read', () => {
  const list = [message(1), message(2, { kind: 'out' }), message(3), message(4, { kind: 'event' }), message(5)]
  expect([0, 1, 2, 3, 9].map((unread) => firstUnread(list, unread))).toEqual([null, 'm5', 'm3', 'm1', 'm1'])
})

it('parts the days of the venue, marks what is new and says a name once in a breath', () => {
  const late = message(1, { at: '2026-11-20T22:59:00.000Z' })
  const next = message(2, { at: '2026-11-20T23:01:00.000Z' })
  const soon = message(3, { at: '2026-11-20T23:03:00.000Z' })
  const fresh = message(4, { at: '2026-11-20T23:04:00.000Z' })
  const rows = threadRows([late, next, soon, fresh], 'Europe/Madrid', 'm4')
  expect(rows.map((row) => (row.type === 'message' ? `${row.message.id}${row.follows ? '+' : ''}` : row.type))).toEqual(
    ['day', 'm1', 'day', 'm2', 'm3+', 'new', 'm4'],
  )
})

import type { Conversation } from '@sereno/shared/conversation.ts'
import { expect, it } from 'vitest'
import { addressOf, readPlace } from './console-address.ts'
import { partsOf } from './links.ts'
import { withMore, withTalk } from './talk-list.ts'

const talk = (id: string, minute: number, more: Partial<Conversation> = {}): Conversation => ({
  id,
  tray: 'inbox',
  channel: { id: 'c', type: 'live-chat', name: 'Bar' },
  contact: { name: 'Pepe', place: '', verified: true },
  preview: '',
  lastAt: new Date(Date.UTC(2026, 10, 21, 10, minute)).toISOString(),
  waitingSince: null,
  unread: 0,
  createdAt: '2026-11-21T09:00:00.000Z',
  pickedAt: null,
  closedAt: null,
  ...more,
})
const ids = (list: readonly Conversation[]) => list.map(({ id }) => id).join(' ')

it('puts what it is told of where the order wants it, once, and takes away what went to another tray', () => {
  const list = [talk('b', 5), talk('a', 3)]
  expect(ids(withTalk(list, talk('a', 9), { tray: 'inbox', order: 'newest' }))).toBe('a b')
  expect(ids(withTalk(list, talk('c', 1), { tray: 'inbox', order: 'oldest' }))).toBe('c a b')
  expect(ids(withTalk(list, talk('b', 9, { tray: 'mine' }), { tray: 'inbox', order: 'newest' }))).toBe('a')
  const waiting = talk('c', 1, { waitingSince: '2026-11-21T10:01:00.000Z' })
  const longer = talk('d', 9, { waitingSince: '2026-11-21T10:00:00.000Z' })
  expect(ids(withTalk([...list, longer], waiting, { tray: 'inbox', order: 'unanswered' }))).toBe('d c b a')
  expect(ids(withMore(list, [talk('a', 3), talk('z', 1)]))).toBe('b a z')
})

it('reads its address, whatever stands there, and writes the shortest', () => {
  expect(readPlace('')).toEqual({ tray: 'inbox', conversation: null })
  expect(readPlace('?tray=mine&conversation=a-1')).toEqual({ tray: 'mine', conversation: 'a-1' })
  expect(readPlace('?tray=others&conversation=../x')).toEqual({ tray: 'inbox', conversation: null })
  expect(addressOf({ tray: 'inbox', conversation: null })).toBe('/console')
  expect(addressOf({ tray: 'closed', conversation: 'a' })).toBe('/console?tray=closed&conversation=a')
})

it('makes links of web addresses alone, and leaves the full stop after one to its sentence', () => {
  const told = (text: string) => partsOf(text).map(({ text: part, href }) => (href === null ? part : `<${part}>`))
  expect(told('See https://bar.example/a?b=1. Or (http://x.example).')).toEqual([
    'See ',
    '<https://bar.example/a?b=1>',
    '. Or (',
    '<http://x.example>',
    ').',
  ])
  expect(told('https://en.wikipedia.org/wiki/Bar_(place)')).toEqual(['<https://en.wikipedia.org/wiki/Bar_(place)>'])
  for (const text of ['javascript:alert(1)', 'data:text/html,x', '<a href="ftp://x">', '']) {
    expect(partsOf(text).some(({ href }) => href !== null)).toBe(false)
  }
  expect(partsOf('https://')).toEqual([{ text: 'https://', href: null }])
})

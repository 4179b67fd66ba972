import { expect, it } from 'vitest'
import { readDrafts, withDraft } from './drafts.ts'
import { heads, isFinal, mostUnsent, newClientId, readUnsent, type Unsent, without } from './unsent.ts'

const unsent = (clientId: string, conversationId: string, refused: string | null = null): Unsent => ({
  clientId,
  conversationId,
  kind: 'out',
  text: 'Hello',
  files: [],
  template: false,
  at: '2026-11-21T10:00:00.000Z',
  refused,
})

it('sends of each conversation one after the other, and lets one that was refused hold up none', () => {
  const all = [unsent('a1', 'a'), unsent('b1', 'b', 'too long'), unsent('a2', 'a'), unsent('b2', 'b')]
  expect(heads(all).map(({ clientId }) => clientId)).toEqual(['a1', 'b2'])
  expect(heads(without(all, 'a1')).map(({ clientId }) => clientId)).toEqual(['a2', 'b2'])
})

it('reads back what it kept, and nothing that somebody else left there', () => {
  const all = [unsent('a1', 'a'), unsent('a2', 'a')]
  expect(readUnsent(JSON.stringify(all))).toEqual(all)
  const odd = [null, 1, {}, { ...unsent('x', 'a'), text: 7 }, { ...unsent('y', 'a'), text: 'x'.repeat(4001) }]
  for (const text of [null, '', 'no', '{}', JSON.stringify(odd)]) expect(readUnsent(text)).toEqual([])
  const many = Array.from({ length: 500 }, (_, index) => unsent(`m${index}`, 'a'))
  expect(readUnsent(JSON.stringify(many))).toHaveLength(mostUnsent)
})

it('gives up only what the agent will never take', () => {
  expect([0, 401, 429, 500, 503].map(isFinal)).toEqual([false, false, false, false, false])
  expect([400, 404, 409, 413, 422].map(isFinal)).toEqual([true, true, true, true, true])
})

it('makes an id that the agent takes, another each time', () => {
  expect(newClientId()).toMatch(/^[A-Za-z0-9_-]{8,64}$/u)
  expect(newClientId()).not.toBe(newClientId())
})

it('keeps the drafts of the last conversations, and forgets an empty one', () => {
  const many = Array.from({ length: 60 }, (_, index) => index).reduce(
    (drafts, index) => withDraft(drafts, `c${index}`, 'text'),
    readDrafts('broken'),
  )
  expect(Object.keys(many)).toHaveLength(50)
  expect(many.c59).toBe('text')
  expect(withDraft(many, 'c59', '').c59).toBeUndefined()
})

import type { TalkMessage } from '@sereno/shared/conversation.ts'
import type { EntryInShort } from '@sereno/shared/incident.ts'
import { expect, it } from 'vitest'
import { cleanTyped } from './clean-typed.ts'
import { diagnosisOf } from './diagnosis.ts'
import { ticketDraft } from './ticket-draft.ts'

const said = (kind: TalkMessage['kind'], author: string, text: string): TalkMessage => ({
  id: text.slice(0, 20),
  sequence: 1,
  kind,
  at: '2026-11-21T10:00:00.000Z',
  author,
  isMine: false,
  text,
  files: [],
  state: null,
  fault: null,
  event: null,
  clientId: null,
  template: false,
})
const talk = {
  contact: { name: 'Pepe', place: '', verified: true },
  channel: { id: 'c', type: 'live-chat' as const, name: 'Web' },
}

it('begins a ticket with what was said, but for the notes, and never longer than a ticket may be', () => {
  const few = [said('in', 'Pepe', 'It prints\nnothing'), said('note', 'Ana', 'secret'), said('out', 'Ana', 'Paper?')]
  const { subject, text } = ticketDraft(talk, few, 'Visitor', 'en', 'Europe/Madrid')
  expect(subject).toBe('Pepe: It prints nothing')
  expect(text.split('\n')).toEqual([
    expect.stringMatching(/11:00 · Pepe: It prints$/u),
    'nothing',
    expect.stringMatching(/11:00 · Ana: Paper\?$/u),
  ])
  const long = Array.from({ length: 9 }, (_, index) => said('in', 'Pepe', `${index} ${'x'.repeat(1000)}`))
  const cut = ticketDraft(talk, long, 'Visitor', 'en', 'Europe/Madrid')
  expect(cut.subject.length).toBeLessThanOrEqual(120)
  expect(cut.text.length).toBeLessThanOrEqual(4000)
  expect(cut.text).toContain('Pepe: 8 x')
  expect(
    ticketDraft({ ...talk, contact: { name: '', place: '', verified: false } }, [], 'Visitor', 'en', 'UTC').subject,
  ).toBe('Visitor: Web')
})

it('puts into an answer what is wrong and what to do, and names the device once', () => {
  const entry = { kind: 'Fail', at: 'b', endedAt: null, message: 'Printer 2 is out of paper', advice: 'Put in a roll.' }
  const entries = [entry as EntryInShort, { ...entry, kind: 'Retry', at: 'a', message: 'Slow' } as EntryInShort]
  expect(diagnosisOf({ entries, deviceName: 'Printer 2' })).toBe('Printer 2 is out of paper\nPut in a roll.')
  expect(diagnosisOf({ entries, deviceName: 'Terrace' })).toBe('Terrace: Printer 2 is out of paper\nPut in a roll.')
  expect(diagnosisOf({ entries: [], deviceName: null })).toBe('')
})

it('takes out what nobody sees and the agent refuses, and keeps lines and letters', () => {
  expect(cleanTyped('a\u200b\u202eb\n\tc\u0000 é 👍')).toBe('ab\n\tc é 👍')
})

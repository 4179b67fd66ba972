import { expect, it } from 'vitest'
import { bodyOf, copyName, draftOf, type FollowUpDraft, faultsOf, isUnusual } from './follow-up-draft.ts'

const good: FollowUpDraft = { ...draftOf(null, { email: 'ana@bar.example', language: 'es' }), name: 'Bar Pepe' }
const faults = (of: Partial<FollowUpDraft>) => faultsOf({ ...good, ...of }, ['Bar Luis'])

it('begins with what is usual, and one’s own address', () => {
  expect(faults({})).toEqual({})
  expect(bodyOf(good)).toMatchObject({ emails: ['ana@bar.example'], minimumErrors: 1, sendAt: '07:00', test: false })
  expect(bodyOf(good).kinds).toHaveLength(4)
})

it.each([
  ['name', { name: '  ' }, 'name_missing'],
  ['name', { name: 'bar luis' }, 'name_taken'],
  ['emails', { emails: ' ,; ' }, 'email_missing'],
  ['emails', { emails: 'a@b.example, nonsense' }, 'email_wrong'],
  ['emails', { emails: Array.from({ length: 51 }, (_, n) => `a${n}@b.example`).join(' ') }, 'email_many'],
  ['minimumErrors', { minimumErrors: 0 }, 'minimum_range'],
  ['minimumErrors', { minimumErrors: 10_000 }, 'minimum_range'],
  ['minimumErrors', { minimumErrors: 2.5 }, 'minimum_range'],
  ['minimumErrors', { minimumErrors: null }, 'minimum_range'],
  ['kinds', { kinds: [] }, 'kind_missing'],
  ['sendAt', { sendAt: '' }, 'time_missing'],
  ['quietDays', { quietDays: [7, 6, 5, 4, 3, 2, 1] }, 'no_day_left'],
] as const)('says of %s what is wrong with it', (field, of, fault) => {
  expect(faults(of as Partial<FollowUpDraft>)).toEqual({ [field]: fault })
})

it('opens the closed part only where something in it is not as usual', () => {
  const usual = { email: 'ana@bar.example', language: 'es' as const }
  expect(isUnusual(good, usual)).toBe(false)
  for (const of of [
    { sendAt: '08:00' },
    { language: 'ca' as const },
    { includeRecovered: false },
    { attachCsv: true },
    { weeklyAlive: true },
    { quietDays: [7] },
  ]) {
    expect(isUnusual({ ...good, ...of }, usual)).toBe(true)
  }
  expect(bodyOf({ ...good, quietDays: [7, 6] }).quietDays).toEqual([6, 7])
})

it('says the language of those who read another one, and of nobody who is gone', () => {
  const languages = { 'ana@bar.example': 'ru', 'ben@bar.example': 'es', 'gone@bar.example': 'ca' } as const
  const draft = { ...good, emails: 'Ana@bar.example, ben@bar.example', languages }
  expect(bodyOf(draft).languages).toEqual({ 'ana@bar.example': 'ru' })
  expect(isUnusual(draft, { email: 'ana@bar.example', language: 'es' })).toBe(true)
})

it('names a copy as nothing else is named, and within 60 letters', () => {
  const word = (name: string, n: number) => `Copy ${n} of ${name}`
  expect(copyName('A', ['copy 1 of a', 'Copy 2 of A'], word)).toBe('Copy 3 of A')
  expect(copyName('x'.repeat(60), [], word).length).toBeLessThanOrEqual(60)
})

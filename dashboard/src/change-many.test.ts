import { expect, it } from 'vitest'
import { type Outcome, reasonsOf } from './change-many.ts'

const gone = { code: 'not_found', text: 'It is not there any more.' }
const taken = { code: 'address_taken', text: 'Another device in service has this address.' }
const kept = (id: string, reason: Outcome['reason']): Outcome => ({ id, changed: reason === null, reason })

it('names each reason once, with the first devices it holds for', () => {
  const outcomes = [kept('a', gone), kept('b', null), ...['c', 'd', 'e', 'f'].map((id) => kept(id, taken))]
  expect(reasonsOf(outcomes, (id) => id.toUpperCase())).toBe(`A: ${gone.text} C, D, E …: ${taken.text}`)
})

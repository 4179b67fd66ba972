import { expect, it } from 'vitest'
import { anotherSpan, hoursText } from './quiet-hours.ts'

it('begins with the night, and goes on after what is there', () => {
  expect(anotherSpan([])).toEqual({ from: '23:00', to: '07:00' })
  expect(anotherSpan([{ from: '23:00', to: '07:30' }])).toEqual({ from: '08:00', to: '09:00' })
  expect(anotherSpan([{ from: '20:00', to: '22:00' }])).toEqual({ from: '23:00', to: '00:00' })
})

it('says them in short', () => {
  expect(
    hoursText([
      { from: '23:00', to: '07:00' },
      { from: '15:00', to: '16:00' },
    ]),
  ).toBe('23:00–07:00, 15:00–16:00')
})

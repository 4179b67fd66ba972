import { openingHours } from '@sereno/shared/venue.ts'
import { expect, it } from 'vitest'
import { closedDays, presetNames, presetOf, toggleDay, weekInWords, weekOf } from './hours-presets.ts'

it('every preset is a week that the agent takes, and is known again, also with closed days', () => {
  for (const name of presetNames) {
    expect(() => openingHours.parse({ days: weekOf(name) })).not.toThrow()
    expect(presetOf(weekOf(name))).toBe(name)
    expect(presetOf(weekOf(name, [1, 7]))).toBe(name)
    expect(closedDays(weekOf(name, [1, 7]))).toEqual([1, 7])
  }
})

it('hours of one’s own are no preset', () => {
  const [first, ...rest] = weekOf('cafe')
  expect(first).toBeDefined()
  expect(presetOf([{ day: 1, from: '07:30', to: '18:00' }, ...rest])).toBeNull()
  expect(presetOf([])).toBe(presetNames[0])
})

it('a tap closes a day, and another opens it like the others', () => {
  const week = weekOf('lunch_and_dinner')
  const without = toggleDay(week, 1)
  expect(closedDays(without)).toEqual([1])
  expect(toggleDay(without, 1)).toEqual(week)
  expect(toggleDay([], 3)).toEqual([{ day: 3, from: '12:00', to: '00:00' }])
})

it('says a week with equal days together', () => {
  const name = (day: number) => `D${day}`
  expect(weekInWords(weekOf('noon_to_midnight', [1]), name)).toBe('D2–D7 12:00–24:00')
  const late = [...weekOf('cafe', [4, 6, 7]), { day: 6, from: '18:00', to: '02:00' }]
  expect(weekInWords(late, name)).toBe('D1–D3 08:00–18:00; D5 08:00–18:00; D6 18:00–02:00')
})

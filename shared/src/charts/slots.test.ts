import { describe, expect, it } from 'vitest'
import { countLetters, lettersOf, mergeSlots, runsOf, uptimeOf } from './slots.ts'

describe('slots', () => {
  it('become half as many, of which each is the worse of two', () => {
    expect(mergeSlots('nnnOFRzE-n', 2)).toBe('nOFE-')
    expect(mergeSlots('nnn', 2)).toBe('nn')
    expect(mergeSlots('', 2)).toBe('')
  })

  it('never become green where one of two was not watched', () => {
    expect(mergeSlots('n--n', 2)).toBe('--')
  })

  it('become one run where they are equal', () => {
    expect(runsOf('nnOO-')).toEqual([
      { letter: 'n', from: 0, length: 2 },
      { letter: 'O', from: 2, length: 2 },
      { letter: '-', from: 4, length: 1 },
    ])
    expect(runsOf('')).toEqual([])
  })

  it('are counted by letter, the worst first', () => {
    expect(countLetters('nnRnO')).toEqual([
      { letter: 'O', count: 1 },
      { letter: 'R', count: 1 },
      { letter: 'n', count: 3 },
    ])
  })

  it('that no version of ours wrote say nothing', () => {
    expect(lettersOf('nX😀')).toEqual(['n', '-', '-'])
  })
})

it('uptime is the watched time that was not down, and unknown where nobody watched', () => {
  expect(uptimeOf(1000, 250)).toBe(0.75)
  expect(uptimeOf(1000, 2000)).toBe(0)
  expect(uptimeOf(0, 0)).toBeNull()
})

import { describe, expect, test } from 'vitest'
import { type Mishap, planOf } from './plan.ts'
import { venue } from './venue.ts'

const take = (seed: number, count: number): Mishap[] => planOf(seed).take(count).toArray()

describe('what goes wrong in the demonstration', () => {
  test('begins with paper that runs out and is put in within a minute, and the mail of it', () => {
    const [first] = take(7, 1)
    expect(first).toMatchObject({ place: 'kitchen', is: { paperEnd: true }, mail: 'after' })
    expect((first?.afterSeconds ?? 0) + (first?.lastsSeconds ?? 0)).toBeLessThan(40)
  })

  test('is the same for the same seed, and another for another', () => {
    expect(take(3, 50)).toEqual(take(3, 50))
    expect(take(3, 50)).not.toEqual(take(4, 50))
  })

  test('takes with it only what hangs behind it', () => {
    for (const { place, with: others } of take(1, 200)) {
      for (const other of others) expect(venue[other].behind).toBe(place)
    }
  })

  test('visits every printer, the switch and an iPad before anything comes again', () => {
    const places = new Set(take(1, 13).map(({ place }) => place))
    expect([...places].toSorted()).toEqual(['bar', 'ipad2', 'ipad4', 'kitchen', 'office', 'switch'])
  })
})

import type { Reading } from '@sereno/shared/reading.ts'
import { expect, test } from 'vitest'
import { Tally } from './tally.ts'

const minute = 60_000
const reading = (contact: Reading['contact'], latencyMs: number | null = null): Reading => ({
  probe: 'icmp',
  probeId: 'p',
  at: 0,
  attempt: 1,
  contact,
  latencyMs,
  code: null,
  facts: [],
})

test('a minute becomes one bucket when it is over, with its worst state', () => {
  const tally = new Tally()
  const answers = [1, 2, 3, 4, 100].map((ms) => reading('answered', ms))
  tally.add('d', answers, 'up', minute + 1)
  tally.add('d', [reading('silent')], 'down', minute + 2)
  tally.add('d', [reading('answered', 5)], 'up', minute + 3)
  expect(tally.take(minute + 30_000)).toEqual([])
  expect(tally.take(2 * minute)).toEqual([
    {
      deviceId: 'd',
      at: minute,
      looks: 7,
      lost: 1,
      latencyP10Ms: 1,
      latencyP50Ms: 4,
      latencyP95Ms: 100,
      latencyMaxMs: 100,
      state: 'down',
    },
  ])
  expect(tally.take(3 * minute)).toEqual([])
})

test('failures of our own machine are no losses of the device', () => {
  const tally = new Tally()
  tally.add('d', [reading('local_error'), reading('unable')], 'unknown', 0)
  expect(tally.take(0, true)[0]).toMatchObject({ looks: 0, lost: 0, latencyP50Ms: null })
})

test('minutes that a clock set back left in the future are over, and each device has its own bucket', () => {
  const tally = new Tally()
  tally.add('a', [reading('answered', 1)], 'up', 10 * minute)
  tally.add('b', [reading('answered', 2)], 'up', 10 * minute)
  tally.add('a', [reading('answered', 3)], 'up', 5 * minute)
  const buckets = tally.take(5 * minute)
  expect(buckets.map(({ deviceId, at }) => [deviceId, at])).toEqual([
    ['a', 10 * minute],
    ['b', 10 * minute],
  ])
  expect(tally.take(5 * minute, true)).toMatchObject([{ deviceId: 'a', at: 5 * minute, latencyMaxMs: 3 }])
})

import { describe, expect, test } from 'vitest'
import { calm, isBrewing, type StormMemory, type StormSample, stormCondition, weighStorm } from './storm.ts'

const quiet = { packetsPerSecond: 30, broadcastsPerSecond: 1, droppedPerSecond: 0, devices: 10, lost: 0 }
const loss = { lost: 5 }

/** One sample every five seconds, each for so many times. */
function weather(...spells: [times: number, sample: Partial<StormSample>][]): StormMemory {
  const samples = spells.flatMap(([times, sample]) => Array.from({ length: times }, () => sample))
  return samples.reduce<StormMemory>(
    (memory, sample, index) => weighStorm(memory, { ...quiet, at: index * 5000, ...sample }),
    calm,
  )
}

const table: [what: string, on: boolean, spells: [times: number, sample: Partial<StormSample>][]][] = [
  ['an ordinary day', false, [[50, {}]]],
  [
    'a loop of two cables with answers lost everywhere',
    true,
    [
      [50, {}],
      [4, { packetsPerSecond: 1638, ...loss }],
    ],
  ],
  ['a loop found at the start', true, [[4, { packetsPerSecond: 1638, ...loss }]]],
  [
    'a loop of five seconds',
    false,
    [
      [50, {}],
      [1, { packetsPerSecond: 90_000, ...loss }],
      [9, {}],
    ],
  ],
  [
    'a backup to this machine',
    false,
    [
      [50, {}],
      [60, { packetsPerSecond: 60_000 }],
    ],
  ],
  [
    'a backup while one printer is off',
    false,
    [
      [50, {}],
      [60, { packetsPerSecond: 60_000, lost: 1 }],
    ],
  ],
  [
    'a backup that this machine does not keep up with',
    true,
    [
      [50, {}],
      [4, { packetsPerSecond: 90_000, droppedPerSecond: 2000 }],
    ],
  ],
  [
    'our own sweep of a subnet',
    false,
    [
      [50, {}],
      [1, { packetsPerSecond: 600 }],
      [9, {}],
    ],
  ],
  [
    'twenty thousand broadcasts a second',
    true,
    [
      [50, {}],
      [4, { packetsPerSecond: 20_000, broadcastsPerSecond: 20_000 }],
    ],
  ],
  ['answers lost on a quiet network', false, [[50, loss]]],
  [
    'a busy box as busy as usual, with losses',
    false,
    [
      [900, { packetsPerSecond: 900 }],
      [9, { packetsPerSecond: 2500, ...loss }],
    ],
  ],
  [
    'a flood on a busy box',
    true,
    [
      [900, { packetsPerSecond: 900 }],
      [4, { packetsPerSecond: 20_000, ...loss }],
    ],
  ],
  [
    'a storm with a lull of five seconds',
    true,
    [
      [50, {}],
      [4, { packetsPerSecond: 9000, ...loss }],
      [1, {}],
      [2, { packetsPerSecond: 9000 }],
    ],
  ],
  [
    'a storm at half its strength',
    true,
    [
      [50, {}],
      [4, { packetsPerSecond: 9000, ...loss }],
      [9, { packetsPerSecond: 800 }],
    ],
  ],
  [
    'a storm that is over',
    false,
    [
      [50, {}],
      [4, { packetsPerSecond: 9000, ...loss }],
      [4, {}],
    ],
  ],
]

describe('a broadcast storm', () => {
  test.for(table)('%s: %s', ([, on, spells]) => {
    expect(weather(...spells).on).toBe(on)
  })

  test('is decided within ten seconds of the first look that found it, and brews until then', () => {
    const flood = { packetsPerSecond: 9000, ...loss }
    expect([1, 2, 3].map((times) => weather([50, {}], [times, flood])).map((one) => [isBrewing(one), one.on])).toEqual([
      [true, false],
      [true, false],
      [false, true],
    ])
  })

  test('tells how much came in, how much is usual, and what was lost', () => {
    const [condition] = stormCondition(weather([50, {}], [4, { packetsPerSecond: 1638, ...loss }]))
    expect(condition).toMatchObject({ cause: 'l2_storm', rule: 'K2.l2_storm', detail: { packets: 1638 } })
    expect(condition?.detail.readings).toEqual([
      expect.stringMatching(/^1638 packets\/s, usually \d+$/u),
      '1 IP broadcasts/s, 0 dropped/s',
      '5 of 10 devices lost answers',
    ])
    expect(stormCondition(weather([50, {}]))).toEqual([])
  })
})

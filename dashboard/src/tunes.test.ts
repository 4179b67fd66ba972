import { soundNames } from '@sereno/shared/notification-rules.ts'
import { describe, expect, it } from 'vitest'
import { RING_S, strikesOf } from './tunes.ts'

describe('the tunes', () => {
  it('P34 are six that differ, each going down for trouble and up for what is solved', () => {
    const heard = soundNames.map((name) => JSON.stringify(strikesOf(name, 'trouble')))
    expect(new Set(heard).size).toBe(6)
    for (const name of soundNames) {
      const [down, up] = [strikesOf(name, 'trouble'), strikesOf(name, 'solved')]
      expect(down.at(-1)?.pitch, name).toBeLessThan(down[0]?.pitch ?? 0)
      expect(up.at(-1)?.pitch, name).toBeGreaterThan(up[0]?.pitch ?? Number.POSITIVE_INFINITY)
    }
  })

  it('are over before the next turn begins', () => {
    for (const name of soundNames) {
      expect((strikesOf(name, 'trouble').at(-1)?.at ?? 9) + RING_S).toBeLessThan(0.95)
    }
  })
})

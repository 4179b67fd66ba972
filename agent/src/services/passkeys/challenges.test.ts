import { describe, expect, it } from 'vitest'
import { Challenges, challengeLifeMs } from './challenges.ts'

const anas = { userId: 'ana', browser: 'one', host: 'localhost' }

function held() {
  let now = 0
  const challenges = new Challenges({ monotonic: () => now })
  const pass = (ms: number) => {
    now += ms
  }
  return { challenges, pass }
}

describe('challenges', () => {
  it('are good once', () => {
    const { challenges } = held()
    const [one, other] = [challenges.give(anas), challenges.give(anas)]
    expect(one).toMatch(/^[\w-]{43}$/u)
    expect(other).not.toBe(one)
    expect([challenges.take(one, anas), challenges.take(one, anas), challenges.take(other, anas)]).toEqual([
      true,
      false,
      true,
    ])
  })

  it.each([{ userId: null }, { userId: 'eva' }, { browser: 'two' }, { host: 'sereno.local' }])(
    'are good for what they were given out for, and used up by anything else: %o',
    (other) => {
      const { challenges } = held()
      const challenge = challenges.give(anas)
      expect(challenges.take(challenge, { ...anas, ...other })).toBe(false)
      expect(challenges.take(challenge, anas)).toBe(false)
    },
  )

  it('are over after five minutes', () => {
    const { challenges, pass } = held()
    const [one, other] = [challenges.give(anas), challenges.give(anas)]
    pass(challengeLifeMs - 1)
    expect(challenges.take(one, anas)).toBe(true)
    pass(1)
    expect(challenges.take(other, anas)).toBe(false)
  })

  it('take no more room than a thousand of them, the oldest going first', () => {
    const { challenges } = held()
    const given = Array.from({ length: 1001 }, () => challenges.give(anas))
    expect([0, 1, 1000].map((at) => challenges.take(given[at] ?? '', anas))).toEqual([false, true, true])
  })
})

import { describe, expect, it } from 'vitest'
import { makeTries } from './limit.ts'

function held() {
  let now = 0
  const tries = makeTries({ monotonic: () => now })
  return {
    tries,
    pass: (ms: number) => {
      now += ms
    },
    wrong: (...keys: string[]) => 'right' in tries.take(keys),
  }
}

describe('P31 counting wrong secrets', () => {
  it('allows ten a minute for each key', () => {
    const { wrong } = held()
    for (let n = 0; n < 10; n += 1) expect(wrong('address:1.1.1.1', `account:${n}`)).toBe(true)
    expect(wrong('address:1.1.1.1', 'account:x')).toBe(false)
    expect(wrong('address:2.2.2.2', 'account:x')).toBe(true)
  })

  it('says how long to wait, and refused tries do not make it longer', () => {
    const { tries, pass, wrong } = held()
    for (let n = 0; n < 10; n += 1) wrong('a')
    pass(20_500)
    expect(tries.take(['a'])).toEqual({ waitSeconds: 40 })
    for (let n = 0; n < 100; n += 1) wrong('a')
    expect(tries.take(['a'])).toEqual({ waitSeconds: 40 })
    pass(39_500)
    expect(wrong('a')).toBe(true)
  })

  it('gives a right one back', () => {
    const { tries, wrong } = held()
    for (let n = 0; n < 50; n += 1) {
      const attempt = tries.take(['a', 'b'])
      if ('right' in attempt) attempt.right()
    }
    expect(wrong('a')).toBe(true)
  })

  it('counts the addresses of one IPv6 network as one', () => {
    const { wrong } = held()
    for (let n = 0; n < 10; n += 1) expect(wrong(`address:2001:db8:1:2::${n}`)).toBe(true)
    expect(wrong('address:2001:db8:1:2:aaaa:bbbb:cccc:dddd')).toBe(false)
    expect(wrong('address:2001:db8:1:3::1')).toBe(true)
    expect(wrong('address:2001:db8::1')).toBe(true)
    expect(wrong('address:::1')).toBe(true)
  })

  it('remembers no more than it has room for', () => {
    const { wrong } = held()
    for (let n = 0; n < 60_000; n += 1) expect(wrong(`account:${n}`)).toBe(true)
  })
})

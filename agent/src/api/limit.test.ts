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

  it('forgets no account for all the names and addresses that are tried beside it', () => {
    const { wrong } = held()
    for (let n = 0; n < 10; n += 1) wrong('account:ana', `address:10.0.0.${n}`)
    for (let n = 0; n < 30_000; n += 1) wrong(`login:${n}`, `address:10.${n >> 16}.${(n >> 8) & 255}.${n & 255}`)
    expect(wrong('account:ana', 'address:192.0.2.1')).toBe(false)
  })

  it('remembers no more than it has room for', () => {
    const { wrong } = held()
    for (let n = 0; n < 60_000; n += 1) expect(wrong(`login:${n}`)).toBe(true)
  })
})

import { describe, expect, test } from 'vitest'
import { isApple, isSameKey, type PushFacts, permissionWay, pushStateOf } from './push-state.ts'

const on: PushFacts = {
  secure: true,
  supported: true,
  apple: false,
  standalone: false,
  permission: 'granted',
  subscription: 'known',
}
const agents = {
  chrome:
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
  edge: 'Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0',
  firefox: 'Mozilla/5.0 (X11; Linux x86_64; rv:142.0) Gecko/20100101 Firefox/142.0',
  mac: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15',
  iPhone:
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148',
}

describe('P32c the state of pushes in a browser', () => {
  test.each<[Partial<PushFacts>, string]>([
    [{}, 'on'],
    [{ subscription: 'none' }, 'gone'],
    [{ subscription: 'unknown' }, 'gone'],
    [{ subscription: 'other_key' }, 'gone'],
    [{ permission: 'default', subscription: 'none' }, 'ask'],
    [{ permission: 'denied', subscription: 'none' }, 'blocked'],
    [{ supported: false }, 'unsupported'],
    [{ secure: false, supported: false, permission: 'denied' }, 'needs_https'],
    [{ secure: false, apple: true, supported: false }, 'needs_https'],
    [{ apple: true, supported: false }, 'needs_home_screen'],
    [{ apple: true, standalone: true, supported: false }, 'unsupported'],
    [{ apple: true, standalone: true, permission: 'default' }, 'ask'],
  ])('with %j is %s', (differing, state) => {
    expect(pushStateOf({ ...on, ...differing })).toBe(state)
  })
})

describe('P38 the way to the permission', () => {
  test('is the one of the browser that is looked at', () => {
    expect(permissionWay(agents.chrome, false)).toBe('chrome')
    expect(permissionWay(agents.edge, false)).toBe('other')
    expect(permissionWay(agents.firefox, false)).toBe('firefox')
    expect(permissionWay(agents.mac, false)).toBe('safari')
    expect(permissionWay(agents.iPhone, true)).toBe('apple')
    expect(permissionWay('', false)).toBe('other')
  })

  test('of an iPad is the one of an iPad, though it calls itself a Mac', () => {
    expect(isApple(agents.mac, 5)).toBe(true)
    expect(isApple(agents.mac, 0)).toBe(false)
    expect(isApple(agents.iPhone, 5)).toBe(true)
    expect(isApple(agents.chrome, 10)).toBe(false)
  })
})

test('the key of a browser is compared with the one of the box by its bytes', () => {
  const bytes = new Uint8Array([4, 251, 255, 190, 1])
  expect(isSameKey(bytes.buffer, 'BPv_vgE')).toBe(true)
  expect(isSameKey(bytes.buffer, 'BPv_vgA')).toBe(false)
  expect(isSameKey(null, 'BPv_vgE')).toBe(false)
})

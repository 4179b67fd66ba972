import { describe, expect, test } from 'vitest'
import { judgeDhcp, learnServers, type Offer } from './dhcp.ts'

const own: Offer = { server: '10.0.0.1', router: '10.0.0.1', dns: ['10.0.0.1'] }
const strange: Offer = { server: '10.0.0.200', router: '10.0.0.200', dns: ['10.0.0.200'] }
const gateway = '10.0.0.1'

describe('a second DHCP server', () => {
  const table: [what: string, offers: Offer[], rogue: string | null][] = [
    ['is none where nobody answers', [], null],
    ['is none where one answers', [own], null],
    ['is none where one answers twice', [own, own], null],
    ['is none where one strange one answers alone', [strange], null],
    ['is the one that is not the gateway', [own, strange], strange.server],
    ['is that one also where it answers first', [strange, own], strange.server],
    ['is that one also where it names the right router', [{ ...strange, router: gateway }, own], strange.server],
    [
      'is the one whose router is not ours, where a server of its own hands out addresses',
      [strange, { server: '10.0.0.5', router: gateway, dns: [] }],
      strange.server,
    ],
  ]
  test.for(table)('%s', ([, offers, rogue]) => {
    const [condition] = judgeDhcp(offers, gateway, learnServers({}, offers, 1000))
    expect(condition?.detail.server ?? null).toBe(rogue)
  })

  test('is the one that came later, where the gateway tells nothing', () => {
    const known = learnServers(learnServers({}, [strange], 1000), [own, strange], 2000)
    expect(judgeDhcp([own, strange], null, known)[0]?.detail).toMatchObject({
      known: strange.server,
      server: own.server,
    })
  })

  test('tells both, what the strange one hands out, and every offer as evidence', () => {
    expect(judgeDhcp([own, strange], gateway, {})).toMatchObject([
      {
        cause: 'rogue_dhcp',
        rule: 'K2.rogue_dhcp',
        detail: {
          known: '10.0.0.1',
          server: '10.0.0.200',
          router: '10.0.0.200',
          dns: '10.0.0.200',
          readings: [
            'offer from 10.0.0.1: router 10.0.0.1, DNS 10.0.0.1',
            'offer from 10.0.0.200: router 10.0.0.200, DNS 10.0.0.200',
          ],
        },
      },
    ])
  })
})

test('servers are remembered by when they were first heard, at most sixteen, the oldest', () => {
  const first = learnServers({}, [own], 1000)
  expect(learnServers(first, [own, strange], 2000)).toEqual({ '10.0.0.1': 1000, '10.0.0.200': 2000 })
  const many = Array.from({ length: 40 }, (_, n) => ({ ...strange, server: `10.0.1.${n}` }))
  const known = learnServers(first, many, 3000)
  expect(Object.keys(known)).toHaveLength(16)
  expect(known['10.0.0.1']).toBe(1000)
  expect(learnServers({ '10.0.0.1': 9000 }, [own], 5000)).toEqual({ '10.0.0.1': 5000 })
})

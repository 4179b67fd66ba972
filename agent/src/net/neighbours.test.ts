import { describe, expect, it } from 'vitest'
import { readArp, readNeighbours } from './neighbour-table.ts'
import { refresh, refreshBudget } from './neighbours.ts'
import { tools } from './tools.ts'

it('knows nothing of loopback, of names and of addresses behind a router', async () => {
  const facts = await refresh(['127.0.0.1', '::1', 'printer.local', '203.0.113.7', '127.0.0.1'], 1000)
  expect([...facts]).toEqual(
    ['127.0.0.1', '::1', 'printer.local', '203.0.113.7'].map((address) => [
      address,
      { fact: 'neighbour', state: 'unknown', mac: null },
    ]),
  )
})

it('needs a second with the right to flush, a minute without', async () => {
  expect(await refreshBudget()).toBe((await tools()).mayFlush ? 1000 : 60_000)
})

describe('the kernel’s tables', () => {
  it('are read from ip', () => {
    const json = JSON.stringify([
      { dst: '10.8.0.2', dev: 'va', lladdr: '92:09:E7:F6:E9:5A', confirmed: 3, state: ['REACHABLE'] },
      { dst: '10.8.0.3', dev: 'va', state: ['FAILED'] },
      { dst: '10.8.0.4', dev: 'va', state: ['INCOMPLETE'] },
      { dst: 'fd77::2', lladdr: '92:09:e7:f6:e9:5a', state: ['STALE'] },
      { dst: '10.8.0.5', lladdr: '92:09:e7:f6:e9:5a', state: ['PERMANENT'] },
    ])
    expect(
      readNeighbours(json).map(({ address, mac, state, confirmedAgoMs }) => [address, mac, state, confirmedAgoMs]),
    ).toEqual([
      ['10.8.0.2', '92:09:e7:f6:e9:5a', 'fresh', 3000],
      ['10.8.0.3', null, 'failed', null],
      ['10.8.0.4', null, 'asking', null],
      ['fd77::2', '92:09:e7:f6:e9:5a', 'old', null],
      ['10.8.0.5', '92:09:e7:f6:e9:5a', 'fixed', null],
    ])
  })

  it.each(['', 'not json', '{}', '[{"dst":7}]'])('are empty for %j', (json) => {
    expect(readNeighbours(json)).toEqual([])
  })

  it('are read from /proc, complete entries only', () => {
    const table = [
      'IP address       HW type     Flags       HW address            Mask     Device',
      '10.8.0.3         0x1         0x0         00:00:00:00:00:00     *        va',
      '10.8.0.2         0x1         0x2         92:09:e7:F6:e9:5a     *        va',
      '10.8.0.4         0x1         0x6         92:09:e7:f6:e9:5b     *        va',
      '',
    ]
    expect([...readArp(table.join('\n'))]).toEqual([['10.8.0.2', '92:09:e7:f6:e9:5a']])
  })
})

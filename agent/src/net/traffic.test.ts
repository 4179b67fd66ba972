import { expect, test } from 'vitest'
import { readBroadcasts, readLinks, traffic } from './traffic.ts'

const links = `Inter-|   Receive                                                |  Transmit
 face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
    lo: 41098    1319    0    0    0     0          0         0 410982024 1319116    0    0    0     0       0          0
  eth0:4488951114  136910    1    20    3     0          0         7 16066301  102007    0    0    0     0       0          0
`
const ip = `TcpExt: SyncookiesSent SyncookiesRecv
TcpExt: 0 0
IpExt: InNoRoutes InTruncatedPkts InMcastPkts OutMcastPkts InBcastPkts OutBcastPkts
IpExt: 1 0 59 61 4711 12
`

test('packets received and thrown away are read by interface, also where the name touches the number', () => {
  expect(readLinks(links)).toEqual([
    { name: 'lo', received: 1319, dropped: 0 },
    { name: 'eth0', received: 136_910, dropped: 23 },
  ])
})

test('IP broadcasts are found by their name, and a kernel that does not count them has none', () => {
  expect(readBroadcasts(ip)).toBe(4711)
  expect(readBroadcasts('IpExt: InNoRoutes\nIpExt: 1\n')).toBe(0)
  expect(readBroadcasts('')).toBe(0)
})

test('this machine tells its counters, without loopback', async () => {
  const counted = await traffic()
  expect(Object.keys(counted.received)).not.toContain('lo')
  expect(counted.broadcasts).toBeGreaterThanOrEqual(0)
})

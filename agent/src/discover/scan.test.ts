import { expect, test } from 'vitest'
import { brother, epson, PretendWays, pad } from '../../test/fakes/pretend-ways.ts'
import { type Finding, type Progress, type ScanOrder, scan } from './scan.ts'

const near = { cidr: '10.9.0.0/24', near: true }

async function scanned(ways: PretendWays, differing: Partial<ScanOrder> = {}) {
  const findings: Finding[] = []
  const told: Progress[] = []
  const macs = await scan(
    {
      plan: { subnets: [near], remarks: [] },
      gateway: '10.9.0.1',
      isNew: () => true,
      onProgress: (progress) => told.push({ ...progress }),
      onFinding: (finding) => findings.push(finding),
      signal: new AbortController().signal,
      ...differing,
    },
    ways,
  )
  return { findings, told, macs, whole: (address: string) => findings.findLast((one) => one.address === address) }
}

function venue(): PretendWays {
  const ways = new PretendWays()
  ways.hosts.set('10.9.0.50', epson).set('10.9.0.51', brother).set('10.9.0.31', pad)
  return ways
}

test('everything is found at once, and then recognised', async () => {
  const { findings, told, macs, whole } = await scanned(venue())
  expect(findings.slice(0, 3).map(({ asked }) => asked)).toEqual([false, false, false])
  expect(findings[0]).toMatchObject({ address: '10.9.0.50', vendor: 'Seiko Epson', mac: epson.mac })
  expect(whole('10.9.0.50')).toMatchObject({ asked: true, type: 'printer', openPorts: [9100], ways: [] })
  expect(whole('10.9.0.51')).toMatchObject({ type: 'printer', serial: 'E78098C0N123456', ways: ['snmp', 'ipp'] })
  expect(whole('10.9.0.31')).toMatchObject({ type: 'ipad', openPorts: [62_078] })
  expect([...macs]).toEqual([...venue().hosts].map(([address, { mac }]) => [address, mac]))
  expect(told.at(-1)).toEqual({ asked: 254, total: 254, found: 3, recognised: 3 })
})

test('a printer is connected to once, and asked over IPP only where that is open', async () => {
  const ways = venue()
  await scanned(ways)
  expect(ways.asked.filter((one) => one === '10.9.0.50 9100')).toHaveLength(1)
  expect(ways.asked.filter((one) => one.endsWith('ipp'))).toEqual(['10.9.0.51 ipp'])
})

test('what is not new is neither connected to nor asked, but what it announces is heard', async () => {
  const ways = venue()
  ways.hosts.set('10.9.0.50', { ...epson, services: [{ type: '_ipp._tcp', name: 'Bar', txt: {} }] })
  const { whole, told } = await scanned(ways, { isNew: (address) => address !== '10.9.0.50' })
  expect(ways.asked.filter((one) => one.startsWith('10.9.0.50 '))).toEqual([])
  const found = whole('10.9.0.50')
  expect(found).toMatchObject({ asked: false, openPorts: [] })
  expect(found?.evidence.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['mac', 'mdns']))
  expect(told.at(-1)?.recognised).toBe(3)
})

test('a MAC that answers for several addresses proves nobody, since a repeater lends its own', async () => {
  const ways = venue()
  ways.hosts.set('10.9.0.60', { mac: epson.mac })
  const { whole } = await scanned(ways)
  for (const address of ['10.9.0.50', '10.9.0.60']) {
    expect(whole(address)?.mac).toBe(epson.mac)
    expect(whole(address)?.evidence.map(({ kind }) => kind)).not.toContain('mac')
  }
  expect(whole('10.9.0.51')?.evidence.map(({ kind }) => kind)).toContain('mac')
})

test('behind a router pings find who is there, and there are no MACs', async () => {
  const ways = new PretendWays()
  ways.hosts.set('10.8.0.5', brother)
  const { whole, macs } = await scanned(ways, {
    plan: { subnets: [{ cidr: '10.8.0.0/24', near: false }], remarks: [] },
  })
  expect(whole('10.8.0.5')).toMatchObject({ mac: null, serial: 'E78098C0N123456' })
  expect(macs.size).toBe(0)
})

test('the gateway is a router, whatever it looks like', async () => {
  const ways = new PretendWays()
  ways.hosts.set('10.9.0.1', { mac: '74:83:c2:00:00:01', open: [9100] })
  expect((await scanned(ways)).whole('10.9.0.1')?.type).toBe('router')
})

test('an end that is called ends it: nothing more is asked', async () => {
  const ways = venue()
  const end = new AbortController()
  const { findings } = await scanned(ways, { signal: end.signal, onProgress: () => end.abort() })
  expect(findings.every(({ asked }) => !asked)).toBe(true)
  expect(ways.asked).toEqual([])
})

import type { Candidate, Discovery } from '@sereno/shared/identity.ts'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { startAnnouncedPrinter } from './announced-printer.ts'
import type { Client } from './client.ts'
import { describeVenue } from './describe-venue.ts'
import { type EscposPrinter, startEscpos } from './escpos.ts'
import { makeFaults } from './faults.ts'
import { type Listener, makeListener } from './listener.ts'
import { wholeMachine } from './machines.ts'
import { hosts } from './plan.ts'
import { type RunningAgent, runAgent } from './run-agent.ts'
import { startWeb } from './servers.ts'
import { startHostSnmp, startPrinterSnmp } from './snmp-agent.ts'
import { openVenue, type Venue } from './venue.ts'

describeVenue('what is found on the network', 120_000, () => {
  let venue: Venue
  let agent: RunningAgent
  let client: Client
  let listener: Listener
  let bar: EscposPrinter
  beforeAll(async () => {
    venue = await openVenue()
    const [printer] = await Promise.all([
      startEscpos(venue, 'printer1'),
      startPrinterSnmp(venue, 'printer2'),
      startAnnouncedPrinter(venue, 'printer3', 'Kitchen'),
      startWeb(venue, 'ipad1', 62_078),
      startHostSnmp(venue, 'switch2'),
    ])
    bar = printer
    agent = await runAgent(venue, wholeMachine)
    client = agent.client
    listener = await makeListener(client, agent.program)
  }, 120_000)
  afterAll(async () => {
    await agent?.stop()
    await venue?.close()
  }, 60_000)

  /** Scans, and gives what was told on the way. */
  async function scan(subnets?: string[]): Promise<Discovery[]> {
    await vi.waitFor(async () => expect((await client.call('discovery.get')).state).toBe('idle'), { timeout: 60_000 })
    const from = listener.heard.length
    const since = performance.now()
    const begun = await client.call('discovery.start', { body: subnets ? { subnets } : {} })
    expect(begun).toMatchObject({ state: 'scanning', endedAt: null })
    const isList = ({ asked, total, found }: Discovery) => asked === total && found > 0
    const told: Discovery[] = []
    let listMs = 0
    await listener.until('the end of the scan', 60_000, from, ({ event, data }) => {
      if (event !== 'discovery') return null
      const discovery = data as Discovery
      told.push(discovery)
      if (listMs === 0 && isList(discovery)) listMs = performance.now() - since
      return discovery.state === 'idle' && discovery.startedAt === begun.startedAt ? true : null
    })
    console.info(`scan: the list after ${Math.round(listMs)} ms, all after ${Math.round(performance.now() - since)} ms`)
    return told
  }
  const list = async (ignored = false) =>
    (await client.call('candidates.list', { query: { limit: 500, ...(ignored ? { ignored: 'true' } : {}) } })).items
  const at = (found: Candidate[], host: keyof typeof hosts) =>
    found.find(({ address }) => address === hosts[host].address)

  test('a scan tells how it goes, and finds what each device is', async () => {
    const told = await scan()
    expect(told.length).toBeGreaterThan(2)
    expect(told.at(-1)).toMatchObject({ state: 'idle', subnets: ['10.77.0.0/24'], asked: 254, total: 254, remarks: [] })
    const found = await list()
    expect(at(found, 'printer1')).toMatchObject({
      type: 'printer',
      mac: hosts.printer1.mac,
      privateMac: false,
      vendor: 'Seiko Epson',
      openPorts: [9100],
    })
    expect(at(found, 'printer2')).toMatchObject({
      type: 'printer',
      vendor: 'Brother',
      model: 'HL-L2350DW',
      serial: 'E78098C0N123456',
    })
    expect(at(found, 'printer3')).toMatchObject({ type: 'printer', vendor: 'Canon', model: 'TS5300', name: 'Kitchen' })
    const kinds = at(found, 'printer3')?.evidence.map(({ kind }) => kind)
    expect(kinds).toEqual(expect.arrayContaining(['uuid', 'mac', 'mdns']))
    expect(at(found, 'ipad1')).toMatchObject({ type: 'ipad', vendor: 'Apple', privateMac: true, openPorts: [62_078] })
    expect(at(found, 'switch2')).toMatchObject({ vendor: 'Ubiquiti' })
    // Our own gateway is a device already, and we ourselves are nobody.
    expect([at(found, 'gateway'), at(found, 'agent')]).toEqual([undefined, undefined])
  })

  test('ids stay the same over scans, and the first scans are no news', async () => {
    const before = await list()
    await scan()
    const after = await list()
    expect(after.map(({ id, address }) => [id, address])).toEqual(before.map(({ id, address }) => [id, address]))
    expect((await client.call('notices.list')).items.filter(({ cause }) => cause === 'new_device')).toEqual([])
  })

  test('no scan sends a byte to a printer', () => {
    expect(bar.received()).toHaveLength(0)
  })

  test('a candidate that is adopted becomes a device with the ways that answer, and is none any more', async () => {
    const [bar1, office] = [at(await list(), 'printer1'), at(await list(), 'printer2')]
    const device = await client.call('candidates.adopt', { at: { id: bar1?.id ?? '' }, body: { name: 'Bar' } })
    expect(device).toMatchObject({
      name: 'Bar',
      type: 'printer',
      address: hosts.printer1.address,
      mac: hosts.printer1.mac,
    })
    expect(device.probes.map(({ type }) => type).toSorted()).toEqual(['escpos', 'icmp'])
    const printer = await client.call('candidates.adopt', { at: { id: office?.id ?? '' }, body: {} })
    expect(printer.probes.map(({ type }) => type).toSorted()).toEqual(['icmp', 'snmp'])
    await vi.waitFor(
      async () => {
        const { state } = await client.call('devices.get', { at: { id: device.id } })
        expect(state).toBe('up')
      },
      { timeout: 30_000, interval: 200 },
    )
    expect(at(await list(), 'printer1')).toBeUndefined()
    await expect(client.call('candidates.adopt', { at: { id: bar1?.id ?? '' }, body: {} })).rejects.toThrow(/409/u)
  })

  test('a candidate that is ignored is not shown again, until a person looks for it', async () => {
    const pad = at(await list(), 'ipad1')
    await client.call('candidates.ignore', { at: { id: pad?.id ?? '' } })
    expect(at(await list(), 'ipad1')).toBeUndefined()
    expect(at(await list(true), 'ipad1')).toMatchObject({ ignored: true })
    await scan()
    expect(at(await list(), 'ipad1')).toBeUndefined()
  })

  test('what was unplugged is not taken for present by an old neighbour entry', async () => {
    const before = at(await list(), 'printer3')
    const plugIn = await makeFaults(venue).linkDown('printer3')
    await scan()
    const unplugged = at(await list(), 'printer3')
    await plugIn()
    await scan()
    expect(unplugged?.lastSeenAt).toBe(before?.lastSeenAt)
    expect((at(await list(), 'printer3')?.lastSeenAt ?? '') > (before?.lastSeenAt ?? '')).toBe(true)
  })

  test('a subnet behind the router is searched by pings when a person asks for it', async () => {
    await scan(['10.77.1.0/24'])
    expect(at(await list(), 'office')).toMatchObject({ mac: null, address: hosts.office.address })
  })

  test('what cannot be searched is refused with the field', async () => {
    for (const subnet of ['10.0.0.0/8', 'fd00::/64', '203.0.113.0/24', '127.0.0.0/24']) {
      await expect(client.call('discovery.start', { body: { subnets: [subnet] } })).rejects.toThrow(/422/u)
    }
  })
})

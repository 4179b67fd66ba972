import { expect, onTestFinished, test } from 'vitest'
import { makeHouse } from '../../../test/fakes/house.ts'
import { refusalOf } from '../../../test/fakes/refusal.ts'
import { adoptCandidate } from './adopt-candidate.ts'
import { ignoreCandidate } from './ignore-candidate.ts'
import { listCandidates } from './list-candidates.ts'
import { startDiscovery } from './start-discovery.ts'

async function open() {
  const house = await makeHouse()
  onTestFinished(() => house.close())
  return house
}
const at = '2026-11-21T11:00:00.000Z'
const proof = (kind: 'serial' | 'uuid' | 'mac' | 'mdns', value: string) => ({
  kind,
  value,
  source: 'snmp',
  firstSeenAt: at,
  lastSeenAt: at,
})
const types = (probes: { type: string }[]) => probes.map(({ type }) => type).toSorted()

test('a candidate becomes a device at the address where it was found, and its proofs go with it', async () => {
  const house = await open()
  const { id } = house.discovery.has()
  const device = await adoptCandidate(house, id, { place: 'Bar' }, 'en')
  expect(device).toMatchObject({
    name: 'Seiko Epson TM-T20III',
    type: 'printer',
    place: 'Bar',
    address: '10.9.0.50',
    mac: '00:26:ab:00:00:50',
    inService: true,
  })
  expect(house.discovery.adoptions).toEqual([[id, device.id]])
  expect(await refusalOf(() => adoptCandidate(house, id, {}, 'en'))).toMatchObject({ code: 'conflict' })
})

test('of several who adopt it at once one gets the device, also out of service', async () => {
  const house = await open()
  const { id } = house.discovery.has()
  const adopt = () => adoptCandidate(house, id, { inService: false }, 'en')
  const answers = await Promise.allSettled([adopt(), adopt(), adopt()])
  expect(answers.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected', 'rejected'])
  expect(house.book.read().devices).toHaveLength(1)
  expect(await refusalOf(adopt)).toMatchObject({ code: 'conflict', fields: { id: 'already_watched' } })
})

test.each([
  ['a receipt printer on 9100', { openPorts: [9100] }, [], ['escpos', 'icmp']],
  [
    'a Star with its status port',
    { vendor: 'Star Micronics', openPorts: [9100, 9101] },
    [],
    ['escpos', 'icmp', 'star'],
  ],
  ['an Epson receipt printer with SNMP', { openPorts: [9100] }, ['snmp'], ['escpos', 'icmp', 'snmp']],
  [
    'an office printer',
    { vendor: 'Brother', model: 'HL-L2350DW', openPorts: [9100, 631] },
    ['snmp', 'ipp'],
    ['icmp', 'ipp', 'snmp'],
  ],
  ['an office printer with SNMP only', { vendor: 'Brother', openPorts: [9100] }, ['snmp'], ['icmp', 'snmp']],
  ['a switch with SNMP', { type: 'switch', vendor: 'Ubiquiti', openPorts: [] }, ['snmp'], ['icmp', 'snmp']],
  ['an iPad', { type: 'ipad', vendor: 'Apple', openPorts: [62_078] }, [], ['ios']],
] as const)('%s gets the probes that fit', async (_, candidate, ways, expected) => {
  const house = await open()
  const { id } = house.discovery.has({ ...candidate, openPorts: [...candidate.openPorts] }, ways)
  expect(types((await adoptCandidate(house, id, {}, 'en')).probes)).toEqual(expected)
})

test('where nothing answered, and where a person chose, the usual and the chosen ones are taken', async () => {
  const house = await open()
  const mute = house.discovery.has({ openPorts: [], address: '10.9.0.60' })
  const usual = house.probes.usualFor('printer').map(({ type }) => type)
  expect(types((await adoptCandidate(house, mute.id, {}, 'en')).probes)).toEqual(usual.toSorted())
  const chosen = house.discovery.has({ address: '10.9.0.61' })
  const wish = { name: 'Till', probes: [{ type: 'icmp', everySeconds: 5 }] }
  expect(await adoptCandidate(house, chosen.id, wish, 'en')).toMatchObject({
    name: 'Till',
    probes: [{ type: 'icmp', everySeconds: 5 }],
  })
})

test('a MAC that a repeater lends is not taken for the device’s own, that of an iPad is', async () => {
  const house = await open()
  const lent = house.discovery.has({ evidence: [] })
  expect((await adoptCandidate(house, lent.id, {}, 'en')).mac).toBeNull()
  const mac = '92:3e:11:00:00:31'
  const pad = house.discovery.has({ type: 'ipad', mac, privateMac: true, evidence: [], address: '10.9.0.31' })
  expect((await adoptCandidate(house, pad.id, {}, 'en')).mac).toBe(mac)
})

test('what a person ignores is kept by its surest proof, and adopting it ends that', async () => {
  const house = await open()
  const { id } = house.discovery.has({ evidence: [proof('serial', 'X3B1000001'), proof('mac', '00:26:ab:00:00:50')] })
  await ignoreCandidate(house, id)
  const ignored = [{ kind: 'serial', value: 'X3B1000001', name: 'Seiko Epson TM-T20III' }]
  expect(house.book.read().ignored).toEqual(ignored)
  const [found] = house.discovery.found.values()
  if (found) house.discovery.found.set(id, { ...found, candidate: { ...found.candidate, ignored: true } })
  expect(listCandidates(house, { limit: 50 }).items).toEqual([])
  expect(listCandidates(house, { limit: 50, ignored: true }).items).toHaveLength(1)
  await ignoreCandidate(house, id)
  expect(house.book.read().ignored).toEqual(ignored)
  await adoptCandidate(house, id, {}, 'en')
  expect(house.book.read().ignored).toEqual([])
})

test('of what proves nothing the private MAC or the address is remembered, and of 500 the oldest is let go', async () => {
  const house = await open()
  const pad = house.discovery.has({ mac: '92:3e:11:00:00:31', privateMac: true, evidence: [] })
  const far = house.discovery.has({ address: '10.8.0.5', mac: null, evidence: [] })
  await ignoreCandidate(house, pad.id)
  await house.book.change((draft) => {
    while (draft.ignored.length < 500) {
      draft.ignored.push({ kind: 'address', value: `10.1.0.${draft.ignored.length}`, name: '' })
    }
  })
  expect(house.book.read().ignored[0]).toMatchObject({ kind: 'mac', value: '92:3e:11:00:00:31' })
  await ignoreCandidate(house, far.id)
  expect(house.book.read().ignored).toHaveLength(500)
  expect(house.book.read().ignored[0]?.kind).toBe('address')
  expect(house.book.read().ignored.at(-1)).toMatchObject({ kind: 'address' })
})

test('an unknown candidate is not there', async () => {
  const house = await open()
  for (const work of [() => adoptCandidate(house, 'nobody', {}, 'en'), () => ignoreCandidate(house, 'nobody')]) {
    expect(await refusalOf(work)).toMatchObject({ code: 'not_found' })
  }
})

test.each([
  ['10.0.0.0/8', 'subnet_too_wide'],
  ['fd00::/64', 'subnet_six'],
  ['203.0.113.0/24', 'subnet_outside'],
  ['127.0.0.0/24', 'subnet_outside'],
])('%s cannot be scanned: %s', async (subnet, message) => {
  const house = await open()
  const refused = await refusalOf(async () => startDiscovery(house, ['10.9.0.0/24', subnet], 'en'))
  expect(refused).toMatchObject({ code: 'invalid', fields: { 'subnets[1]': message } })
  expect(house.discovery.scanned).toEqual([])
})

test('a scan that runs is what somebody gets who names no subnets, and in the way of one who does', async () => {
  const house = await open()
  house.discovery.becomes = 'running'
  expect(startDiscovery(house, undefined, 'en').state).toBe('scanning')
  const refused = await refusalOf(async () => startDiscovery(house, ['10.9.0.0/24'], 'en'))
  expect(refused).toMatchObject({ code: 'conflict', fields: { subnets: 'scan_running' } })
  house.discovery.becomes = 'none'
  expect(await refusalOf(async () => startDiscovery(house, undefined, 'en'))).toMatchObject({
    code: 'conflict',
    fields: { subnets: 'subnets_none' },
  })
})

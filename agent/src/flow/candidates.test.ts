import { expect, test } from 'vitest'
import { ownStore } from '../../test/fakes/own-store.ts'
import type { Finding } from '../discover/scan.ts'
import { Candidates } from './candidates.ts'

const noon = Date.parse('2026-11-21T12:00:00.000Z')
const day = 24 * 3_600_000
const nobody = () => false

const finding = (differing: Partial<Finding> = {}): Finding => {
  const mac = differing.mac === undefined ? '00:26:ab:00:00:50' : differing.mac
  return {
    address: '10.9.0.50',
    mac,
    type: 'printer',
    vendor: 'Seiko Epson',
    model: null,
    serial: null,
    name: '10.9.0.50',
    evidence: mac === null ? [] : [{ kind: 'mac', value: mac, source: 'sweep' }],
    asked: true,
    openPorts: [9100],
    ways: [],
    ...differing,
  }
}
const serial = { kind: 'serial', value: 'X3B1000001', source: 'snmp' } as const

test('an id stays over scans, a new address and a restart', async () => {
  const store = await ownStore()
  const candidates = await Candidates.start(store.keep)
  const { id } = candidates.take(finding(), noon, nobody)
  expect(candidates.take(finding({ serial: 'X3B1000001', evidence: [serial] }), noon + 1, nobody).id).toBe(id)
  expect(candidates.take(finding({ address: '10.9.0.73' }), noon + 2, nobody).id).toBe(id)
  await candidates.tidy(noon + 2)
  const again = await Candidates.start(store.keep)
  expect(again.all()).toEqual(candidates.all())
  expect(again.take(finding({ address: '10.9.0.73' }), noon + 3, nobody)).toMatchObject({ id, firstSeenAt: noon })
  const elsewhere = await Candidates.start((await ownStore()).keep)
  expect(elsewhere.take(finding(), noon, nobody).id).toBe(id)
})

test('one MAC at two addresses at once is two, whichever is seen first', async () => {
  const candidates = await Candidates.start((await ownStore()).keep)
  const both = (address: string) => ['10.9.0.50', '10.9.0.60'].includes(address)
  const first = candidates.take(finding(), noon, both)
  const second = candidates.take(finding({ address: '10.9.0.60' }), noon, both)
  expect(second.id).not.toBe(first.id)
  expect(candidates.take(finding({ address: '10.9.0.60' }), noon + 1, both).id).toBe(second.id)
})

test('behind a router its serial number names it, else its address', async () => {
  const candidates = await Candidates.start((await ownStore()).keep)
  const far = { mac: null, address: '10.8.0.5' }
  const known = candidates.take(finding({ ...far, serial: serial.value, evidence: [serial] }), noon, nobody)
  const moved = candidates.take(finding({ mac: null, address: '10.8.0.9', evidence: [serial] }), noon + 1, nobody)
  expect(moved.id).toBe(known.id)
  expect(candidates.take(finding(far), noon + 2, nobody).id).not.toBe(known.id)
})

test('a mere sighting takes nothing away from what was asked before', async () => {
  const candidates = await Candidates.start((await ownStore()).keep)
  candidates.take(finding({ name: 'Bar', model: 'TM-T20III', ways: ['snmp'] }), noon, nobody)
  const seen = candidates.take(finding({ asked: false, type: 'other', openPorts: [] }), noon + 1, nobody)
  expect(seen).toMatchObject({ name: 'Bar', model: 'TM-T20III', type: 'printer', openPorts: [9100], ways: ['snmp'] })
  expect(seen).toMatchObject({ asked: true, firstSeenAt: noon, lastSeenAt: noon + 1 })
})

test('what was not seen for a day is let go, on the disk as well', async () => {
  const store = await ownStore()
  const candidates = await Candidates.start(store.keep)
  candidates.take(finding(), noon, nobody)
  candidates.take(finding({ address: '10.9.0.51', mac: '00:26:ab:00:00:51' }), noon + day, nobody)
  await candidates.tidy(noon + day)
  expect(candidates.all()).toHaveLength(2)
  await candidates.tidy(noon + day + 1)
  expect(candidates.all().map(({ address }) => address)).toEqual(['10.9.0.51'])
  expect(await store.keep.all('candidate:')).toHaveLength(1)
})

test('a clock that was set back keeps nothing for longer', async () => {
  const candidates = await Candidates.start((await ownStore()).keep)
  candidates.take(finding(), noon + 400 * day, nobody)
  await candidates.tidy(noon)
  expect(candidates.all()).toEqual([])
})

test('never more than a thousand are kept: the longest unseen go', async () => {
  const candidates = await Candidates.start((await ownStore()).keep)
  for (let index = 0; index < 1010; index += 1) {
    const mac = `00:26:ab:00:${(index >> 8).toString(16).padStart(2, '0')}:${(index & 255).toString(16).padStart(2, '0')}`
    candidates.take(finding({ mac, address: `10.9.${index >> 8}.${index & 255}` }), noon + index, nobody)
  }
  await candidates.tidy(noon + 2000)
  expect(candidates.all()).toHaveLength(1000)
  expect(candidates.all()[0]?.address).toBe('10.9.0.10')
})

test('being seen again is not worth a write each time', async () => {
  const store = await ownStore()
  const candidates = await Candidates.start(store.keep)
  const written = async () =>
    (await store.keep.all('candidate:')).map(([, value]) => (value as Finding & { lastSeenAt: number }).lastSeenAt)
  candidates.take(finding(), noon, nobody)
  await candidates.tidy(noon)
  candidates.take(finding(), noon + 600_000, nobody)
  await candidates.tidy(noon + 600_000)
  expect(await written()).toEqual([noon])
  candidates.take(finding(), noon + day / 4, nobody)
  await candidates.tidy(noon + day / 4)
  expect(await written()).toEqual([noon + day / 4])
})

test('what is kept in another form is found anew', async () => {
  const { keep } = await ownStore()
  await keep.set({ 'candidate:x': { version: 0 }, 'candidate:y': 'nonsense' })
  expect((await Candidates.start(keep)).all()).toEqual([])
})

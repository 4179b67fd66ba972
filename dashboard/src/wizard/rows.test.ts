import type { Device } from '@sereno/shared/device.ts'
import type { Candidate } from '@sereno/shared/identity.ts'
import { expect, it } from 'vitest'
import { isToAdopt, mergeRows } from './rows.ts'

const at = '2026-11-22T10:00:00.000Z'
const found = (id: string, differing: Partial<Candidate> = {}): Candidate => ({
  ...{ id, address: `10.0.0.${id}`, mac: null, privateMac: false, type: 'printer', name: `Found ${id}`, vendor: null },
  ...{ model: null, serial: null, evidence: [], openPorts: [], perhapsDeviceId: null, firstSeenAt: at, lastSeenAt: at },
  ...{ ignored: false, ...differing },
})
const device = (id: string, differing: Partial<Device> = {}): Device => ({
  ...{ id, name: `Device ${id}`, type: 'printer', place: 'Bar', address: `10.0.1.${id}`, mac: null, vendor: null },
  ...{ model: null, serial: null, osVersion: null, appVersion: null, foundAt: null, supplies: [], inService: true },
  ...{
    parentId: null,
    role: null,
    notes: '',
    quietHours: [],
    quiet: false,
    version: 'v1',
    pausedUntil: null,
    state: 'up',
    stateSince: at,
    lastSeenAt: at,
    observedAt: at,
    cause: null,
  },
  ...{ checkin: null, probes: [], ...differing },
})
const keys = (rows: { key: string }[]) => rows.map(({ key }) => key)

it('puts what is new last, and lets nothing change its place', () => {
  const first = mergeRows([], [found('1'), found('2')], [])
  const later = mergeRows(first, [found('3'), found('2'), found('1')], [])
  expect(keys(later)).toEqual(['1', '2', '3'])
})

it('follows what is found out, but for what a person wrote or chose', () => {
  const [row] = mergeRows([], [found('1', { type: 'other', name: '10.0.0.1' })], [])
  expect(row).toMatchObject({ watch: false, main: false })
  if (!row) return
  const known = found('1', { name: 'EPSON TM-T20III' })
  expect(mergeRows([row], [known], [])[0]).toMatchObject({ name: 'EPSON TM-T20III', watch: true, main: true })
  const mine = { ...row, name: 'Kitchen', named: true, watch: false, chosen: true }
  expect(mergeRows([mine], [known], [])[0]).toMatchObject({ name: 'Kitchen', watch: false, main: true })
})

it('keeps the row of what became a device, wherever it stands', () => {
  const rows = mergeRows([], [found('1'), found('2')], [])
  const now = mergeRows(rows, [found('2')], [device('a', { address: '10.0.0.1' })])
  expect(keys(now)).toEqual(['1', '2'])
  expect(now[0]).toMatchObject({ device: { id: 'a' }, watch: true })
  expect(now.map(isToAdopt)).toEqual([false, true])
  expect(keys(mergeRows(now, [found('2')], []))).toEqual(['2'])
})

it('leaves out the agent’s own devices and what somebody ignores', () => {
  expect(mergeRows([], [found('1', { ignored: true })], [device('gateway', { role: 'gateway' })])).toEqual([])
  expect(keys(mergeRows([], [found('1')], [device('a')]))).toEqual(['a', '1'])
})

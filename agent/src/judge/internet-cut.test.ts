import { kindOf } from '@sereno/shared/cause.ts'
import type { Change, NewEntry } from '@sereno/shared/change.ts'
import type { DeviceSetting } from '@sereno/shared/device.ts'
import type { Contact, Fact, Reading } from '@sereno/shared/reading.ts'
import { expect, test } from 'vitest'
import { device, look, looks, minute, morning, neighbour, second } from '../../test/fakes/check.ts'
import { type OpenEntry, reconcile } from './incident.ts'
import { judge } from './judge.ts'
import { parentOf } from './parents.ts'
import type { Judgement, Memory } from './types.ts'

const own = (address: string) => address.startsWith('192.168.1.')
const many = (count: number, make: (n: number) => DeviceSetting) => Array.from({ length: count }, (_, n) => make(n))

const gateway = device({ id: 'gateway', name: 'Router', type: 'router', role: 'gateway', address: '192.168.1.1' }, [
  'gateway',
])
const line = device({ id: 'line', name: 'Internet', type: 'internet', role: 'line', address: null }, ['internet'])
const resolver = device({ id: 'resolver', name: 'DNS', type: 'other', role: 'resolver', address: '9.9.9.9' }, ['dns'])
const cloud = device({ id: 'cloud', name: 'POS cloud', type: 'other', address: 'pos.example' }, ['icmp', 'http'])
const printers = many(10, (n) =>
  device({ id: `printer ${n}`, name: `Printer ${n}`, address: `192.168.1.${50 + n}` }, ['icmp', 'escpos']),
)
const ipads = many(6, (n) =>
  device({ id: `ipad ${n}`, name: `iPad ${n}`, type: 'ipad', address: `192.168.1.${80 + n}` }, ['ios']),
)

/** A belt in small: parents are judged before what hangs behind them; what is open is followed in memory. */
class Belt {
  readonly devices: readonly DeviceSetting[]
  readonly #memories = new Map<string, Memory>()
  readonly #judgements = new Map<string, Judgement>()
  readonly #open = new Map<string, NewEntry>()
  #ids = 0
  readonly written: NewEntry[] = []

  constructor(devices: readonly DeviceSetting[]) {
    this.devices = devices
  }

  open(): string[] {
    return [...this.#open.values()].map(({ cause }) => cause)
  }

  state(id: string): string {
    const told = this.#judgements.get(id)
    return `${told?.state} ${told?.cause}`
  }

  round(at: number, readingsOf: (device: DeviceSetting) => Reading[]): void {
    for (const one of this.devices) {
      const parentId = parentOf(one, this.devices, own)
      const above = parentId === null ? undefined : this.#judgements.get(parentId)
      const down = above?.state === 'down' || above?.cause === 'parent_down'
      const parent = parentId === null ? null : { id: parentId, name: parentId, down }
      const ownSubnet = one.address !== null && own(one.address)
      const readings = readingsOf(one)
      const silent = readings.some(({ contact }) => contact === 'silent')
      const check = { device: one, at, readings, neighbour: silent && ownSubnet ? neighbour('absent') : null }
      const judgement = judge(this.#memories.get(one.id) ?? null, check, {
        open: true,
        quiet: false,
        maintenance: false,
        parent,
        ownSubnet,
        around: null,
      })
      this.#memories.set(one.id, judgement.memory)
      this.#judgements.set(one.id, judgement)
      const parentEntry = judgement.cause === 'parent_down' ? this.#entryOf(parentId)?.id : undefined
      this.#record(one, judgement, at, parentEntry ?? null)
    }
  }

  #entryOf(deviceId: string | null): NewEntry | undefined {
    return [...this.#open.values()].find((entry) => entry.deviceId === deviceId)
  }

  #record(one: DeviceSetting, judgement: Judgement, at: number, parentEntry: string | null): void {
    const entries: OpenEntry[] = [...this.#open.values()]
      .filter(({ deviceId }) => deviceId === one.id)
      .map((entry) => ({ ...entry, at: new Date(entry.at).toISOString() }))
    const open = { incidentId: entries[0] ? `incident ${one.id}` : null, entries, notices: [] }
    const makeId = () => `${++this.#ids}`
    const scene = { deviceId: one.id, deviceName: one.name, at, source: 'probe' as const, makeId, parentEntry }
    for (const change of reconcile(open, judgement.conditions, scene)) this.#follow(change)
  }

  #follow(change: Change): void {
    if (change.do === 'open') {
      this.written.push(change.entry)
      this.#open.set(change.entry.id, change.entry)
    } else if (change.do === 'end') this.#open.delete(change.id)
    else if (change.do === 'repeat') {
      const entry = this.#open.get(change.id)
      if (entry) this.#open.set(change.id, { ...entry, ...change })
    }
  }
}

/** What each device shows while the internet is there, or is cut behind a gateway that answers. */
function readingsOf(one: DeviceSetting, internet: boolean): Reading[] {
  const three = (contact: Contact): Contact[] => (contact === 'silent' ? [contact, contact, contact] : [contact])
  const beyond: Contact = internet ? 'answered' : 'silent'
  const anchors: Fact = { fact: 'anchors', asked: 3, answered: internet ? 3 : 0 }
  const names: Fact = { fact: 'dns', addresses: internet ? ['192.0.2.1'] : [], failed: null }
  const page: Fact = { fact: 'http', status: 200, textFound: null, statusExpected: true }
  switch (one.id) {
    case 'gateway':
      return [look('gateway', 'answered', [neighbour('present')])]
    case 'line':
      return looks('internet', three(beyond), [anchors])
    case 'resolver':
      return looks('dns', three(beyond), internet ? [names] : [])
    case 'cloud':
      return [...looks('icmp', three(beyond)), ...looks('http', three(beyond), internet ? [page] : [])]
    default:
      return one.probes.map(({ type }) => look(type, 'answered'))
  }
}

test('an internet cut of 20 minutes with 10 printers and 6 iPads is exactly one Offline', () => {
  const belt = new Belt([gateway, line, resolver, cloud, ...printers, ...ipads])
  for (let at = 0; at < 60 * minute; at += 10 * second) {
    const internet = at < 20 * minute || at >= 40 * minute
    belt.round(morning + at, (one) => readingsOf(one, internet))
    if (at === 30 * minute) {
      expect(belt.open()).toEqual(['isp_down'])
      expect([belt.state('resolver'), belt.state('cloud')]).toEqual(['unknown parent_down', 'unknown parent_down'])
    }
  }
  expect(belt.written.map(({ cause, deviceId }) => [cause, deviceId, kindOf('isp_down')])).toEqual([
    ['isp_down', 'line', 'Offline'],
  ])
  expect(belt.open()).toEqual([])
})

test('a router that is off folds what is reached through it, and leaves the own subnet alone', () => {
  const belt = new Belt([gateway, line, resolver, cloud, ...printers, ...ipads])
  for (let at = 0; at < 10 * minute; at += 10 * second) {
    const off = at >= 3 * minute && at < 6 * minute
    belt.round(morning + at, (one) => {
      if (off && one.id === 'gateway') return looks('gateway', ['silent', 'silent', 'silent'], [neighbour('absent')])
      return readingsOf(one, !off)
    })
  }
  expect(belt.written.map(({ cause }) => cause)).toEqual(['gateway_down'])
  expect(belt.open()).toEqual([])
})

test('a printer that is off for a night is one entry, however many checks', () => {
  const [printer = gateway] = printers
  const belt = new Belt([printer])
  for (let at = 0; at < 60 * minute; at += 10 * second) {
    belt.round(morning + at, (one) => one.probes.flatMap(({ type }) => looks(type, ['silent', 'silent'])))
  }
  expect(belt.written.map(({ cause }) => cause)).toEqual(['no_answer'])
})

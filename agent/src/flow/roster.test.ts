import { beforeEach, describe, expect, test } from 'vitest'
import { pretendDevice, pretendProbe } from '../../test/fakes/pretend-network.ts'
import { blankMemory } from '../judge/memory.ts'
import { Roster, type Watched } from './roster.ts'

const none = new Map()
const second = 1000
let roster: Roster

beforeEach(() => {
  roster = new Roster()
})

const dueIds = (now: number) => roster.due(now).map(({ watched }) => watched.device.id)
function watched(id: string): Watched {
  const found = roster.get(id)
  if (!found) throw new Error(`${id} is not watched`)
  return found
}
const looked = (id: string, startedAt: number, now = startedAt) =>
  roster.reschedule(watched(id), new Set(watched(id).device.probes.map((probe) => probe.id)), startedAt, now)

describe('when a device is due', () => {
  test('one that is new is looked at at once, and many after a start are spread over a few seconds', () => {
    const devices = Array.from({ length: 200 }, (_, n) => pretendDevice(`d${n}`, `10.9.0.${n + 10}`))
    roster.follow(devices.slice(0, 199), none, 0)
    const due = [0, 500, 1000, 1500].map((now) => dueIds(now).length)
    expect(due).toEqual([50, 100, 150, 199])
    roster.follow(devices, none, 3500)
    expect(dueIds(3500)).toHaveLength(200)
  })

  test('a rate holds, however late the ticks come', () => {
    roster.follow([pretendDevice('kitchen', '10.9.0.5')], none, 0)
    const looks: number[] = []
    for (let tick = 3; tick < 1_000_000; tick += 507) {
      if (dueIds(tick).length === 0) continue
      looks.push(tick)
      looked('kitchen', tick, tick + 200)
    }
    expect(looks).toHaveLength(100)
  })

  test('a look before its time counts from that look, and one that took longer than the rate is due at once', () => {
    roster.follow([pretendDevice('kitchen', '10.9.0.5')], none, 0)
    looked('kitchen', 0)
    looked('kitchen', 4 * second)
    expect([dueIds(13 * second), dueIds(14 * second)]).toEqual([[], ['kitchen']])
    looked('kitchen', 14 * second, 40 * second)
    expect(dueIds(40 * second)).toEqual(['kitchen'])
  })

  test('each probe has its own rate', () => {
    const probes = [pretendProbe('k', 'icmp'), pretendProbe('k', 'http', { everySeconds: 30 })]
    roster.follow([pretendDevice('k', '10.9.0.5', { probes })], none, 0)
    looked('k', 0)
    expect(roster.due(10 * second)[0]?.probes.map(({ type }) => type)).toEqual(['icmp'])
    expect(roster.due(30 * second)[0]?.probes.map(({ type }) => type)).toEqual(['icmp', 'http'])
  })

  test('not while a check of it runs, nor out of service', () => {
    roster.follow([pretendDevice('a', '10.9.0.5'), pretendDevice('b', '10.9.0.6', { inService: false })], none, 0)
    watched('a').running = Promise.resolve()
    expect(dueIds(60 * second)).toEqual([])
  })
})

describe('changed settings', () => {
  test('are looked at at once: another rate, a new probe, back in service', () => {
    const device = pretendDevice('kitchen', '10.9.0.5')
    roster.follow([device], none, 0)
    looked('kitchen', 0)
    roster.follow([{ ...device, probes: [...device.probes, pretendProbe('kitchen', 'tcp')] }], none, second)
    expect(roster.due(second)[0]?.probes.map(({ type }) => type)).toEqual(['tcp'])
    looked('kitchen', second)
    roster.follow([{ ...device, probes: [pretendProbe('kitchen', 'icmp', { everySeconds: 60 })] }], none, 2 * second)
    expect(dueIds(2 * second)).toEqual(['kitchen'])
    looked('kitchen', 2 * second)
    roster.follow([{ ...device, inService: false }], none, 3 * second)
    roster.follow([device], none, 4 * second)
    expect(dueIds(4 * second)).toEqual(['kitchen'])
  })

  test('of others, or of the name alone, change nothing about when a device is due', () => {
    const device = pretendDevice('kitchen', '10.9.0.5')
    roster.follow([device], none, 0)
    looked('kitchen', 0)
    const before = watched('kitchen').device
    roster.follow([structuredClone(device), pretendDevice('bar', '10.9.0.6')], none, second)
    expect(watched('kitchen').device).toBe(before)
    roster.follow([{ ...device, name: 'Cocina' }], none, second)
    expect(dueIds(9 * second)).toEqual([])
    expect(watched('kitchen').device.name).toBe('Cocina')
  })

  test('another address forgets what was learnt of the old one, on the disk as well', () => {
    const device = pretendDevice('kitchen', '10.9.0.5')
    roster.follow([device], new Map([['kitchen', blankMemory()]]), 0)
    const known = watched('kitchen')
    expect(known.memory).not.toBeNull()
    Object.assign(known.live, { mac: '02:00:00:00:00:01', state: 'down' })
    roster.follow([{ ...device, name: 'Cocina' }], none, 0)
    expect(known.memory).not.toBeNull()
    roster.follow([{ ...device, address: '10.9.0.6' }], none, 0)
    expect(known).toMatchObject({ memory: null, memoryDirty: true, live: { mac: null, state: 'unknown' } })
  })

  test('give the devices that are gone', () => {
    roster.follow([pretendDevice('a', '10.9.0.5'), pretendDevice('b', '10.9.0.6')], none, 0)
    const gone = roster.follow([pretendDevice('b', '10.9.0.6')], none, 0)
    expect(gone.map(({ device }) => device.id)).toEqual(['a'])
    expect(roster.get('a')).toBeUndefined()
  })
})

import { describe, expect, it } from 'vitest'
import type { DeviceSetting } from './device.ts'
import { hasPlace, settlePlaces, usageOf } from './places.ts'
import type { PlaceKind } from './subscription.ts'

const none = { devices: null, printers: null, ipads: null }
const device = (id: string, type: DeviceSetting['type'], more: Partial<DeviceSetting> = {}): DeviceSetting => ({
  id,
  name: id,
  type,
  place: '',
  address: '192.0.2.1',
  mac: null,
  inService: true,
  parentId: null,
  probes: [],
  role: null,
  ...more,
})
const printers = (...ids: string[]) => ids.map((id) => device(id, 'printer'))
const standing = (devices: DeviceSetting[]) =>
  devices.map(({ id, inService, noPlace }) => `${id} ${inService ? 'in' : 'out'}${noPlace ? ' no place' : ''}`)

/** What becomes of devices that stood so before. */
function settled(now: DeviceSetting[], before: DeviceSetting[], limits: Partial<Record<PlaceKind, number>>): string[] {
  const draft = structuredClone(now)
  settlePlaces(draft, before, { ...none, ...limits })
  return standing(draft)
}

describe('the places of a plan', () => {
  it('are as many as one likes where nothing limits them', () => {
    const now = printers('a', 'b', 'c')
    expect(settled(now, now, {})).toEqual(['a in', 'b in', 'c in'])
  })

  it('R23 put the newest out of service when the plan gets smaller', () => {
    const now = [...printers('a', 'b', 'c'), device('pad', 'ipad')]
    expect(settled(now, now, { printers: 2 })).toEqual(['a in', 'b in', 'c out no place', 'pad in'])
    expect(settled(now, now, { devices: 3 })).toEqual(['a in', 'b in', 'c in', 'pad out no place'])
    expect(settled(now, now, { devices: 3, printers: 2 })).toEqual(['a in', 'b in', 'c out no place', 'pad in'])
    expect(settled(now, now, { ipads: 0 })).toEqual(['a in', 'b in', 'c in', 'pad out no place'])
  })

  it('R23 leave what comes to a full plan out of service, and nothing that was there', () => {
    const before = printers('a', 'b')
    expect(settled([...before, device('c', 'printer')], before, { printers: 2 })).toEqual([
      'a in',
      'b in',
      'c out no place',
    ])
    // An older one that a person puts in service again comes last.
    const out = [device('a', 'printer', { inService: false }), ...printers('b', 'c')]
    const asked = [device('a', 'printer'), ...printers('b', 'c')]
    expect(settled(asked, out, { printers: 2 })).toEqual(['a out no place', 'b in', 'c in'])
    // And so does one that becomes a printer.
    const other = [device('a', 'other'), ...printers('b', 'c')]
    expect(settled(printers('a', 'b', 'c'), other, { printers: 2 })).toEqual(['a out no place', 'b in', 'c in'])
  })

  it('that come free are given to nobody by themselves', () => {
    const before = [...printers('a', 'b'), device('c', 'printer', { inService: false, noPlace: true })]
    const freed = [device('a', 'printer', { inService: false }), ...before.slice(1)]
    expect(settled(freed, before, { printers: 2 })).toEqual(['a out', 'b in', 'c out no place'])
    expect(settled(before, before, {})).toEqual(['a in', 'b in', 'c out no place'])
    const activated = [...freed.slice(0, 2), device('c', 'printer', { noPlace: true })]
    expect(settled(activated, freed, { printers: 2 })).toEqual(['a out', 'b in', 'c in'])
  })

  it('are not taken by what a person put out of service, nor by the devices of the box itself', () => {
    const now = [
      device('router', 'router', { role: 'gateway' }),
      device('a', 'printer', { inService: false }),
      device('b', 'printer'),
    ]
    expect(settled(now, now, { devices: 1 })).toEqual(['router in', 'a out', 'b in'])
    expect(usageOf(now)).toEqual({ devices: 1, printers: 1, ipads: 0, withoutPlace: 0 })
  })

  it('say beforehand whether there is one', () => {
    const devices = [...printers('a', 'b'), device('c', 'printer', { inService: false, noPlace: true })]
    const [, , c] = devices
    if (c === undefined) throw new Error('there is a c')
    expect([hasPlace(devices, { ...none, printers: 2 }, c), hasPlace(devices, { ...none, printers: 3 }, c)]).toEqual([
      false,
      true,
    ])
    expect(hasPlace(printers('a'), { ...none, printers: 1 }, device('a', 'printer'))).toBe(true)
  })
})

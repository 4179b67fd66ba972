import { describe, expect, it } from 'vitest'
import { checkVenue } from './check-venue.ts'
import { type DeviceSetting, deviceSetting } from './device.ts'
import { emptyVenue } from './venue.ts'

const device = (id: string, differing: Partial<DeviceSetting> = {}): DeviceSetting =>
  deviceSetting.parse({ id, name: id, type: 'printer', address: `${id}.local`, probes: [], ...differing })
const check = (...devices: DeviceSetting[]) => checkVenue({ ...emptyVenue(), devices })

describe('the parts of a venue', () => {
  it('agree where every device is its own', () => {
    expect(
      check(device('router'), device('bar', { parentId: 'router' }), device('kitchen', { parentId: 'router' })),
    ).toEqual([])
    expect(check(device('line', { address: null }), device('other', { address: null }))).toEqual([])
  })

  it('share an address only as the agent’s own gateway and resolver, which one router may be', () => {
    const gateway = device('gateway', { address: '10.0.0.1', type: 'router', role: 'gateway' })
    const resolver = device('resolver', { address: '10.0.0.1', type: 'other', role: 'resolver' })
    expect(check(gateway, resolver)).toEqual([])
    const taken = [{ path: 'devices[1].address', reason: 'address_taken' }]
    expect(check(gateway, device('a', { address: '10.0.0.1' }))).toEqual(taken)
    expect(check(device('a', { address: '10.0.0.1' }), resolver)).toEqual(taken)
  })

  it('never share an address in service, however it is spelt', () => {
    const taken = [{ path: 'devices[1].address', reason: 'address_taken' }]
    expect(check(device('a', { address: '10.0.0.1' }), device('b', { address: '10.0.0.1' }))).toEqual(taken)
    expect(check(device('a', { address: 'Bar.local' }), device('b', { address: 'bar.local' }))).toEqual(taken)
    expect(check(device('a', { address: 'fd00::1' }), device('b', { address: 'FD00:0:0:0:0:0:0:1' }))).toEqual(taken)
    expect(check(device('a', { address: '10.0.0.1' }), device('b', { address: '::FFFF:10.0.0.1' }))).toEqual(taken)
    const retired = device('b', { address: '10.0.0.1', inService: false })
    expect(check(device('a', { address: '10.0.0.1' }), retired)).toEqual([])
  })

  it('have ids of their own', () => {
    const probe = { id: 'p', type: 'icmp', everySeconds: 10, timeoutMs: 1000, attempts: 2, options: {} }
    expect(check(device('a'), device('a', { address: '10.0.0.9' }))).toEqual([
      { path: 'devices[1].id', reason: 'id_taken' },
    ])
    expect(check(device('a', { probes: [probe, probe] }))).toEqual([
      { path: 'devices[0].probes[1].id', reason: 'id_taken' },
    ])
  })

  it('have parents that exist, and nobody above themselves', () => {
    expect(check(device('a', { parentId: 'gone' }))).toEqual([
      { path: 'devices[0].parentId', reason: 'parent_missing' },
    ])
    const circle = check(device('a', { parentId: 'b' }), device('b', { parentId: 'a' }), device('c', { parentId: 'a' }))
    expect(circle).toEqual([0, 1].map((index) => ({ path: `devices[${index}].parentId`, reason: 'parent_cycle' })))
    expect(check(device('a', { parentId: 'a' }))).toMatchObject([{ reason: 'parent_cycle' }])
  })
})

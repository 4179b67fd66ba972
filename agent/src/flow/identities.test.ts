import type { DeviceSetting } from '@sereno/shared/device.ts'
import { expect, test } from 'vitest'
import { HandClock } from '../../test/fakes/hand-clock.ts'
import { ownStore } from '../../test/fakes/own-store.ts'
import { pretendDevice } from '../../test/fakes/pretend-network.ts'
import { Identities } from './identities.ts'

const mac = '00:26:ab:00:00:21'
const other = '00:11:62:00:00:23'
const seen = (value: string) => [{ kind: 'mac' as const, value, source: 'icmp' }]
const serial = (value: string) => [{ kind: 'serial' as const, value, source: 'snmp' }]

async function hold(devices: DeviceSetting[] = [pretendDevice('p1', '10.9.0.50'), pretendDevice('p2', '10.9.0.51')]) {
  const store = await ownStore()
  const clock = new HandClock('2026-11-21T10:00:00.000Z')
  const writes: string[][] = []
  const keep = {
    ...store.keep,
    set: (values: Record<string, unknown>) => {
      writes.push(Object.keys(values))
      return store.keep.set(values)
    },
  }
  const start = () => Identities.start({ keep, clock, devices: () => devices })
  return { clock, keep, writes, devices, start, identities: await start() }
}

test('what is learnt of a device survives a restart: its proofs, where it was found, and what it is', async () => {
  const { identities, clock, start } = await hold()
  identities.learn('p1', [...seen(mac), ...serial('X3B1-77')], clock.now(), '10.9.0.50')
  identities.describe('p1', 'Seiko Epson', 'TM-T20III')
  await identities.write()
  const again = await start()
  expect(again.of('p1').map(({ kind, value }) => `${kind} ${value}`)).toEqual(['serial X3B1-77', `mac ${mac}`])
  expect(again.foundAt('p1')).toEqual({ address: '10.9.0.50', since: clock.now() })
  expect(again.about('p1')).toEqual({ vendor: 'Seiko Epson', model: 'TM-T20III' })
  expect(again.ownerOf(serial('X3B1-77'))).toBe('p1')
})

test('a look that shows nothing new is not written again for an hour, and at the end only what changed', async () => {
  const { identities, clock, writes } = await hold()
  for (let minute = 0; minute < 120; minute++) {
    identities.learn('p1', seen(mac), clock.now(), '10.9.0.50')
    await identities.write()
    clock.pass(60_000)
  }
  expect(writes).toEqual([['identity:p1'], ['identity:p1']])
  await identities.write(true)
  await identities.write(true)
  expect(writes).toHaveLength(3)
})

test('what is learnt of a device that was removed is forgotten', async () => {
  const { identities, clock, devices, keep } = await hold()
  identities.learn('p1', seen(mac), clock.now(), '10.9.0.50')
  await identities.write()
  devices.shift()
  await identities.write()
  expect(identities.of('p1')).toEqual([])
  expect(await keep.all('identity:')).toEqual([])
})

test('what was kept by another version, or damaged, is learnt anew', async () => {
  const { keep, start } = await hold()
  await keep.set({ 'identity:p1': { version: 2, evidence: 'all of it' } })
  expect((await start()).of('p1')).toEqual([])
})

test('a device that tells another name with each look keeps few of them', async () => {
  const { identities, clock } = await hold()
  for (let n = 0; n < 100; n++) {
    const hostname = { kind: 'hostname' as const, value: `host-${n}`, source: 'snmp' }
    identities.learn('p1', [hostname, ...seen(mac), ...serial(`serial-${n}`)], clock.now(), '10.9.0.50')
    clock.pass(1000)
  }
  expect(identities.of('p1').length).toBeLessThanOrEqual(20)
  expect(identities.of('p1').map(({ value }) => value)).toContain('host-99')
})

test('evidence that a person split off is not taken up again, until a person says that it is the device’s', async () => {
  const { identities, clock } = await hold()
  identities.learn('p1', [...seen(mac), ...seen(other)], clock.now(), '10.9.0.50')
  identities.split('p1', seen(other))
  identities.learn('p1', seen(other), clock.now(), '10.9.0.50')
  expect(identities.of('p1').map(({ value }) => value)).toEqual([mac])
  expect(identities.barredOf('p1')).toEqual([{ kind: 'mac', value: other }])
  expect(identities.ownerOf(seen(other))).toBeNull()
  identities.learn('p2', seen(other), clock.now(), '10.9.0.51')
  identities.merge('p1', identities.of('p2'))
  expect(identities.of('p1').map(({ value }) => value)).toEqual([mac, other])
  expect(identities.barredOf('p1')).toEqual([])
})

test('a person who gives a device another address says who it is: another one there is learnt anew', async () => {
  const { identities, clock, devices } = await hold()
  identities.learn('p1', [...seen(mac), ...serial('X3B1-77')], clock.now(), '10.9.0.50')
  devices[0] = pretendDevice('p1', '10.9.0.80')
  expect(identities.isRehomed(pretendDevice('p1', '10.9.0.80'))).toBe(true)
  identities.rehome('p1', false)
  identities.learn('p1', seen(other), clock.now(), '10.9.0.80')
  expect(identities.of('p1').map(({ value }) => value)).toEqual([other])
  expect(identities.isRehomed(pretendDevice('p1', '10.9.0.80'))).toBe(false)
})

test('the MAC that a person wrote down counts like one that was seen', async () => {
  const device = pretendDevice('p1', '10.9.0.50', { mac })
  const { identities } = await hold([device])
  expect(identities.macsOf(device)).toEqual([mac])
  expect(identities.ownerOf(seen(mac))).toBe('p1')
})

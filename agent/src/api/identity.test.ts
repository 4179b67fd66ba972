import { expect, test } from 'vitest'
import { noon } from '../../test/fakes/house.ts'
import { pretendDevice } from '../../test/fakes/pretend-network.ts'
import { served } from '../../test/fakes/served.ts'
import { setUp } from '../../test/fakes/set-up.ts'
import { Identities } from '../flow/identities.ts'

const old = '00:26:ab:00:00:21'
const fresh = '00:26:ab:00:00:50'
const proof = (value: string) => ({ kind: 'mac' as const, value, source: 'arp' })

/** A venue with two printers, a switch under which the second hangs, and the gateway. */
async function venue() {
  const here = await served()
  const headers = { cookie: await setUp(here) }
  const { house } = here
  await house.book.change((draft) => {
    draft.devices = [
      pretendDevice('bar', '10.9.0.21'),
      pretendDevice('kitchen', '10.9.0.22'),
      pretendDevice('drawer', '10.9.0.23', { parentId: 'kitchen' }),
      pretendDevice('gateway', '10.9.0.1', { role: 'gateway', type: 'router' }),
    ]
  })
  house.identities.learn('bar', [proof(old)], noon, '10.9.0.21')
  const ask = (method: string, path: string, json?: unknown) =>
    here.ask(method, `/api/v1/devices/${path}`, json === undefined ? { headers } : { headers, json })
  return { house, ask }
}
const values = (view: Record<string, unknown>) => (view.evidence as { value: string }[]).map(({ value }) => value)

test('a device tells by what it is recognised, how surely, and where it was seen', async () => {
  const { house, ask } = await venue()
  const { json } = await ask('GET', 'bar/identity')
  expect(json).toEqual({
    evidence: [{ ...proof(old), firstSeenAt: '2026-11-21T12:00:00.000Z', lastSeenAt: '2026-11-21T12:00:00.000Z' }],
    barred: [],
    confidence: 'likely',
    foundAt: '10.9.0.21',
    foundAtSince: '2026-11-21T12:00:00.000Z',
    fields: [
      { field: 'vendor', value: 'Seiko Epson', told: 'Seiko Epson', lock: null },
      { field: 'model', value: null, told: null, lock: null },
      { field: 'serial', value: null, told: null, lock: null },
      { field: 'mac', value: old, told: old, lock: null },
    ],
  })
  expect((await ask('GET', 'kitchen/identity')).json).toMatchObject({ confidence: 'unsure', foundAt: null })
  expect((await ask('GET', 'nobody/identity')).status).toBe(404)
  expect((await ask('GET', 'bar')).json).toMatchObject({ mac: old, vendor: 'Seiko Epson', foundAt: '10.9.0.21' })
  expect(house.watch.live('bar')).toBeNull()
})

test('a candidate that a person calls this device gives it its evidence and its address, by one tap, and on disk', async () => {
  const { house, ask } = await venue()
  const candidate = house.discovery.has({ address: '10.9.0.73', mac: fresh })
  const answer = await ask('POST', 'bar/merge', { candidateId: candidate.id })
  expect([answer.status, answer.json]).toMatchObject([200, { address: '10.9.0.73' }])
  expect(values((await ask('GET', 'bar/identity')).json)).toEqual(
    expect.arrayContaining([old, ...candidate.evidence.map(({ value }) => value)]),
  )
  expect(house.discovery.adoptions).toEqual([[candidate.id, 'bar']])
  const { keep } = house.store
  const restarted = await Identities.start({ keep, clock: house.clock, devices: () => house.book.read().devices })
  expect(restarted.of('bar')).toEqual(house.identities.of('bar'))
})

test('its own address is kept where a person wants that', async () => {
  const { house, ask } = await venue()
  const candidate = house.discovery.has({ address: '10.9.0.73', mac: fresh })
  const answer = await ask('POST', 'bar/merge', { candidateId: candidate.id, keepAddress: true })
  expect(answer.json).toMatchObject({ address: '10.9.0.21' })
})

test('another device that is this one goes, and what hung behind it hangs behind this one', async () => {
  const { house, ask } = await venue()
  house.identities.learn('kitchen', [proof(fresh)], noon, '10.9.0.22')
  const answer = await ask('POST', 'bar/merge', { deviceId: 'kitchen' })
  expect([answer.status, answer.json]).toMatchObject([200, { id: 'bar', address: '10.9.0.22' }])
  expect(house.book.read().devices.map(({ id, parentId }) => [id, parentId])).toEqual([
    ['bar', null],
    ['drawer', 'bar'],
    ['gateway', null],
  ])
  expect(house.identities.of('bar').map(({ value }) => value)).toEqual([old, fresh])
})

test('of two that hang behind each other the one that stays stands where the upper one stood', async () => {
  const { house, ask } = await venue()
  await ask('PATCH', 'kitchen', { parentId: 'gateway' })
  await ask('PATCH', 'bar', { parentId: 'drawer' })
  expect((await ask('POST', 'bar/merge', { deviceId: 'kitchen' })).status).toBe(200)
  expect(house.book.read().devices.map(({ id, parentId }) => [id, parentId])).toEqual([
    ['bar', 'gateway'],
    ['drawer', 'bar'],
    ['gateway', null],
  ])
  expect((await ask('POST', 'drawer/merge', { deviceId: 'bar' })).json).toMatchObject({ parentId: 'gateway' })
})

test('of two devices that take over a third at once one gets it, and the other is told that it is gone', async () => {
  const { house, ask } = await venue()
  house.identities.learn('kitchen', [proof(fresh)], noon, '10.9.0.22')
  const merge = { deviceId: 'kitchen', keepAddress: true }
  const answers = await Promise.all([ask('POST', 'bar/merge', merge), ask('POST', 'drawer/merge', merge)])
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 422])
  const has = (id: string) => house.identities.of(id).some(({ value }) => value === fresh)
  expect([has('bar'), has('drawer')].toSorted()).toEqual([false, true])
})

test.for<[what: string, path: string, body: object, status: number, field: string]>([
  ['a candidate that is not there', 'bar/merge', { candidateId: 'x' }, 422, 'candidateId'],
  ['a device that is not there', 'bar/merge', { deviceId: 'x' }, 422, 'deviceId'],
  ['the device itself', 'bar/merge', { deviceId: 'bar' }, 422, 'deviceId'],
  ['the agent’s own gateway', 'bar/merge', { deviceId: 'gateway' }, 409, 'deviceId'],
  ['anything with the gateway', 'gateway/merge', { deviceId: 'bar' }, 409, 'id'],
  ['a candidate that is another device', 'bar/merge', { candidateId: 'candidate-1' }, 409, 'candidateId'],
])('%s is not merged, and nothing has changed', async ([, path, body, status, field]) => {
  const { house, ask } = await venue()
  house.discovery.adopted(house.discovery.has({ address: '10.9.0.99', mac: fresh }).id, 'kitchen')
  const before = structuredClone(house.book.read())
  const answer = await ask('POST', path, body)
  expect([answer.status, answer.json.errors]).toMatchObject([status, [{ path: field }]])
  expect(house.book.read()).toEqual(before)
  expect(house.identities.of('bar').map(({ value }) => value)).toEqual([old])
})

test('an address that another device has is refused, and nothing is taken over', async () => {
  const { house, ask } = await venue()
  const candidate = house.discovery.has({ address: '10.9.0.23', mac: fresh })
  const answer = await ask('POST', 'bar/merge', { candidateId: candidate.id })
  expect([answer.status, answer.json.errors]).toMatchObject([409, [{ path: 'address' }]])
  expect(house.identities.of('bar').map(({ value }) => value)).toEqual([old])
})

test('evidence that a person splits off is barred, also the MAC that a person wrote down before', async () => {
  const { house, ask } = await venue()
  await ask('PATCH', 'bar', { mac: old })
  const answer = await ask('POST', 'bar/split', { evidence: [{ kind: 'mac', value: old.toUpperCase() }] })
  expect(answer.json).toMatchObject({ evidence: [], barred: [{ kind: 'mac', value: old }], confidence: 'unsure' })
  expect(house.book.read().devices[0]?.mac).toBeNull()
  expect((await ask('POST', 'nobody/split', { evidence: [{ kind: 'mac', value: old }] })).status).toBe(404)
})

test.for([
  {},
  { evidence: [] },
  { evidence: [{ kind: 'name', value: 'x' }] },
  { evidence: [{ kind: 'mac', value: '' }] },
  { evidence: [{ kind: 'mac', value: 'a\u202eb' }] },
  { evidence: [{ kind: 'mac', value: 'x'.repeat(201) }] },
  { evidence: Array.from({ length: 21 }, () => ({ kind: 'mac', value: old })) },
  { evidence: [{ kind: 'mac', value: old }], more: true },
])('a split of %j is refused', async (body) => {
  const { ask } = await venue()
  expect((await ask('POST', 'bar/split', body)).status).toBe(422)
})

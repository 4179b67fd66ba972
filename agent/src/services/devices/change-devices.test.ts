import { api } from '@sereno/shared/api/index.ts'
import type { DeviceInput, DevicesChange } from '@sereno/shared/device.ts'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { makeHouse, type PretendHouse } from '../../../test/fakes/house.ts'
import { refusalOf } from '../../../test/fakes/refusal.ts'
import { addDevice } from './add-device.ts'
import { changeDevices } from './change-devices.ts'
import { getDevice } from './get-device.ts'
import { removeDevice } from './remove-device.ts'

let house: PretendHouse
beforeEach(async () => {
  house = await makeHouse()
})
afterEach(() => house.close())

const add = async (address: string, input: Partial<DeviceInput> = {}) =>
  (await addDevice(house, { name: address, type: 'other', address, ...input }, 'en')).id
const change = async (ids: string[], what: DevicesChange['change']) =>
  api['devices.changeMany'].response.parse(await changeDevices(house, { ids, change: what }, 'en')).items
const refusedOf = (items: Awaited<ReturnType<typeof change>>) =>
  items.flatMap(({ id, changed, reason }) => (changed ? [] : [[id, reason?.code]]))

test('many devices change in one write of the settings, and each is told of', async () => {
  const ids = [await add('192.0.2.1'), await add('192.0.2.2'), await add('192.0.2.3')]
  const [heard, written]: [string[], unknown[]] = [[], []]
  house.bus.on('device.changed', (id) => heard.push(id))
  house.book.onChange((venue) => written.push(venue))
  const items = await change(ids, { place: 'Cellar', inService: false })
  expect(items).toEqual(ids.map((id) => ({ id, changed: true, reason: null })))
  expect(written).toHaveLength(1)
  expect(heard).toEqual(ids)
  expect(house.watch.checks).toEqual([])
  expect(ids.map((id) => getDevice(house, id, 'en').inService)).toEqual([false, false, false])
})

test('a pause is one window for all, is looked at, and ends for those that are watched again', async () => {
  const ids = [await add('192.0.2.1'), await add('192.0.2.2'), await add('192.0.2.3')]
  await change(ids, { untilMinutes: 60 })
  expect(house.book.read().venue.maintenance.map(({ deviceIds }) => deviceIds)).toEqual([ids])
  expect(house.watch.checks).toEqual(ids)
  await change(ids.slice(1), { untilMinutes: null })
  expect(ids.map((id) => getDevice(house, id, 'en').pausedUntil === null)).toEqual([false, true, true])
})

test('one that is gone meanwhile is named, and the others change', async () => {
  const [one, gone] = [await add('192.0.2.1'), await add('192.0.2.2')]
  await removeDevice(house, gone)
  const items = await change([gone, one, one], { place: 'Bar' })
  expect(items).toEqual([
    { id: gone, changed: false, reason: { code: 'not_found', text: 'It is not there any more.' } },
    { id: one, changed: true, reason: null },
  ])
  expect(getDevice(house, one, 'en').place).toBe('Bar')
})

test('two never share an address in service: who is there already stays, and of newcomers the first comes in', async () => {
  const out = { inService: false }
  const before = await add('192.0.2.1', out)
  const there = await add('192.0.2.1')
  const [first, second] = [await add('192.0.2.2', out), await add('192.0.2.2', out)]
  const items = await change([before, there, first, second], { inService: true, place: 'Bar' })
  expect(refusedOf(items)).toEqual([
    [before, 'address_taken'],
    [second, 'address_taken'],
  ])
  expect([before, there, first].map((id) => getDevice(house, id, 'en').place)).toEqual(['', 'Bar', 'Bar'])
})

test('a venue that is full of windows takes no further pause, and nothing of it', async () => {
  const id = await add('192.0.2.1')
  const window = { from: '2026-12-01T00:00:00.000Z', until: '2026-12-02T00:00:00.000Z', deviceIds: [], note: 'Works' }
  await house.book.change(({ venue }) => {
    venue.maintenance = Array.from({ length: 100 }, () => window)
  })
  expect((await refusalOf(() => change([id], { untilMinutes: 5, place: 'Bar' }))).code).toBe('invalid')
  expect(getDevice(house, id, 'en').place).toBe('')
})

test('what changes nothing, names nobody or is out of bounds is refused at the door', () => {
  const { body } = api['devices.changeMany']
  const wrong: unknown[] = [
    { ids: ['a'], change: {} },
    { ids: [], change: { inService: true } },
    { ids: Array.from({ length: 501 }, (_, at) => `d${at}`), change: { inService: true } },
    { ids: ['a'], change: { untilMinutes: 0 } },
    { ids: ['a'], change: { place: 'x'.repeat(61) } },
    { ids: ['a'], change: { name: 'All alike' } },
  ]
  expect(wrong.map((one) => body.safeParse(one).success)).toEqual(wrong.map(() => false))
})

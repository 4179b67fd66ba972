import { api } from '@sereno/shared/api/index.ts'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { makeHouse, noon, type PretendHouse } from '../../../test/fakes/house.ts'
import { refusalOf } from '../../../test/fakes/refusal.ts'
import { addDevice } from './add-device.ts'
import { getDevice } from './get-device.ts'
import { pauseDevice } from './pause-device.ts'

let house: PretendHouse
beforeEach(async () => {
  house = await makeHouse()
})
afterEach(() => house.close())

const add = async (address: string) => (await addDevice(house, { name: address, type: 'other', address }, 'en')).id
const pause = (id: string, untilMinutes: number | null) => pauseDevice(house, id, { untilMinutes }, 'en')
const windows = () => house.book.read().venue.maintenance

test('a paused device says so at once and until when, is looked at, and is watched again when the time is over', async () => {
  const id = await add('192.0.2.1')
  house.watch.is(id, { state: 'up', observedAt: noon })
  const paused = api['devices.pause'].response.parse(await pause(id, 60))
  expect(paused).toMatchObject({ state: 'paused', pausedUntil: '2026-11-21T13:00:00.000Z', inService: true })
  expect(house.watch.checks).toEqual([id])
  house.clock.at += 3_600_000
  expect(getDevice(house, id, 'en').pausedUntil).toBeNull()
})

test('a pause can be ended, and another one replaces it', async () => {
  const id = await add('192.0.2.1')
  await pause(id, 60)
  expect((await pause(id, 5)).pausedUntil).toBe('2026-11-21T12:05:00.000Z')
  expect((await pause(id, null)).pausedUntil).toBeNull()
  expect(windows()).toEqual([])
})

test('devices that are paused together share one window, and each can leave it', async () => {
  const [one, other] = [await add('192.0.2.1'), await add('192.0.2.2')]
  await pause(one, 60)
  house.clock.at -= 1000
  await pause(other, 60)
  expect(windows()).toHaveLength(1)
  house.clock.at += 1000
  await pause(one, null)
  expect(windows().map(({ deviceIds }) => deviceIds)).toEqual([[other]])
})

test('what a person planned stays, and a window of the whole venue is not ended by one device', async () => {
  const id = await add('192.0.2.1')
  const [from, until] = ['2026-11-21T11:00:00.000Z', '2026-11-21T15:00:00.000Z']
  const planned = { from: until, until: '2026-11-21T16:00:00.000Z', deviceIds: [id], note: '' }
  const everybody = { from, until, deviceIds: [], note: 'New switch' }
  const over = { from: '2026-11-20T11:00:00.000Z', until: '2026-11-20T12:00:00.000Z', deviceIds: [id] }
  await house.book.change(({ venue }) => {
    venue.maintenance = [planned, everybody, { ...over, note: 'Painters' }, { ...over, note: '' }]
  })
  expect((await pause(id, null)).pausedUntil).toBe(until)
  expect(windows()).toEqual([planned, everybody, { ...over, note: 'Painters' }])
})

test('there is always room for a pause: what is over for longest is forgotten', async () => {
  const id = await add('192.0.2.1')
  const over = (hours: number, note: string) => {
    const at = (ms: number) => new Date(noon - hours * 3_600_000 + ms).toISOString()
    return { from: at(-60_000), until: at(0), deviceIds: [], note }
  }
  const past = Array.from({ length: 99 }, (_, index) => over(index + 1, `Round ${index}`))
  const everybody = { ...over(0, 'New switch'), until: '2026-11-21T23:00:00.000Z' }
  await house.book.change(({ venue }) => {
    venue.maintenance = [...past, everybody]
  })
  await pause(id, 60)
  expect(windows()).toHaveLength(100)
  expect(windows().slice(0, -1)).toEqual([...past.slice(0, -1), everybody])
  expect(windows().at(-1)).toMatchObject({ deviceIds: [id], until: '2026-11-21T13:00:00.000Z' })
})

test('a hundred devices paused to a hundred ends leave room for another, which joins the one that ends next to it', async () => {
  const ids = [await add('192.0.2.1'), await add('192.0.2.2')]
  const until = (minute: number) => new Date(noon + minute * 60_000).toISOString()
  await house.book.change(({ venue }) => {
    venue.maintenance = Array.from({ length: 100 }, (_, index) => {
      return { from: until(-1), until: until(60 + 2 * index), deviceIds: [`other-${index}`], note: '' }
    })
  })
  expect((await pause(ids[0] ?? '', 30)).pausedUntil).toBe(until(60))
  expect((await pause(ids[1] ?? '', 1000)).pausedUntil).toBe(until(258))
  expect(windows()).toHaveLength(100)
  expect((await pause(ids[0] ?? '', null)).pausedUntil).toBeNull()
})

test('a device that is not there is not paused', async () => {
  expect((await refusalOf(() => pause('nobody', 5))).code).toBe('not_found')
})

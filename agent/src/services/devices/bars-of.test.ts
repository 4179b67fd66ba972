import { api } from '@sereno/shared/api/index.ts'
import type { DeviceInput, DeviceState } from '@sereno/shared/device.ts'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { makeHouse, noon, type PretendHouse } from '../../../test/fakes/house.ts'
import { refusalOf } from '../../../test/fakes/refusal.ts'
import type { MinuteBucket } from '../../store/types.ts'
import { addDevice } from './add-device.ts'
import { type BarsQuery, barsOf } from './bars-of.ts'
import { changeDevice } from './change-device.ts'

const minute = 60_000
const hour = 60 * minute
let house: PretendHouse
beforeEach(async () => {
  house = await makeHouse()
})
afterEach(() => house.close())

const add = (input: Partial<DeviceInput> = {}) =>
  addDevice(house, { name: 'Kitchen printer', type: 'printer', address: '192.0.2.50', ...input }, 'en')
const bucket = (deviceId: string, at: number, state: DeviceState = 'up'): MinuteBucket => ({
  deviceId,
  at,
  looks: 1,
  lost: 0,
  latencyP10Ms: 1,
  latencyP50Ms: 1,
  latencyP95Ms: 1,
  latencyMaxMs: 1,
  state,
})
const ask = async (query: Partial<BarsQuery> = {}) =>
  api['devices.bars'].response.parse(await barsOf(house, { step: 900, ...query }))

describe('bars of every device', () => {
  test('are the last 24 hours in quarters of an hour, also of a device that nobody looked at', async () => {
    const { id } = await add()
    house.clock.at = noon + 7 * minute
    await house.store.measurements.write([bucket(id, noon - 24 * hour + 15 * minute), bucket(id, noon)])
    const other = await add({ address: '192.0.2.51' })
    const { since, until, items } = await ask()
    expect([since, until]).toEqual(['2026-11-20T12:15:00.000Z', '2026-11-21T12:15:00.000Z'])
    expect(items).toEqual([
      { deviceId: id, slots: `n${'-'.repeat(94)}n`, watchedSeconds: 900 + 420, downSeconds: 0 },
      { deviceId: other.id, slots: '-'.repeat(96), watchedSeconds: 0, downSeconds: 0 },
    ])
    expect((await ask({ deviceId: other.id })).items).toHaveLength(1)
    expect((await refusalOf(() => ask({ deviceId: 'gone' }))).code).toBe('not_found')
  })

  test('begin where the reader wants, and end now', async () => {
    const { id } = await add()
    await house.store.measurements.write([bucket(id, noon - minute)])
    const since = '2026-11-19T23:02:00.000Z'
    const days = await ask({ since, step: 86_400 })
    expect(days).toMatchObject({ since: '2026-11-19T23:00:00.000Z', until: '2026-11-21T23:00:00.000Z' })
    expect(days.items[0]?.slots).toBe('-n')
    const until = '2026-11-20T23:00:00.000Z'
    expect((await ask({ since, until, step: 86_400 })).items[0]?.slots).toBe('-')
  })

  test('hold what was seen until the next look is due, and in the running slot until the first', async () => {
    const every = (everySeconds: number) => [{ type: 'icmp', everySeconds }]
    const slow = await add({ address: '192.0.2.1', probes: every(3600) })
    const quick = await add({ address: '192.0.2.2', probes: every(15) })
    const seen = [bucket(slow.id, noon - 2 * hour), bucket(slow.id, noon - hour), bucket(quick.id, noon - 16 * minute)]
    await house.store.measurements.write([...seen, bucket(quick.id, noon - minute)])
    house.clock.at = noon + minute
    const since = '2026-11-21T10:00:00.000Z'
    const bars = async () => (await ask({ since, until: '2026-11-21T12:15:00.000Z' })).items
    expect((await bars()).map(({ slots }) => slots)).toEqual(['nnnnnnnnn', '------nnn'])
    expect((await bars()).map(({ watchedSeconds }) => watchedSeconds)).toEqual([8 * 900 + 60, 2 * 900 + 60])
    house.clock.at = noon + 10 * minute
    expect((await bars()).map(({ slots }) => slots)).toEqual(['nnnnnnnnn', '------nn-'])
  })

  test('say of a device out of service that it is', async () => {
    const { id } = await add()
    await house.store.measurements.write([bucket(id, noon - hour)])
    await changeDevice(house, id, { inService: false }, 'en')
    const [bar] = (await ask({ since: '2026-11-21T10:30:00.000Z' })).items
    expect(bar).toMatchObject({ slots: '--nppp', watchedSeconds: 900 })
  })

  test('are asked for in five minutes or a multiple, forwards, and not in too many slots', async () => {
    const since = '2026-11-01T00:00:00.000Z'
    const until = '2026-11-21T00:00:00.000Z'
    const wrong = (query: object) => refusalOf(() => ask(query))
    expect((await wrong({ step: 400 })).fields).toEqual({ step: 'step_not_fives' })
    expect((await wrong({ since, until })).fields).toEqual({ step: 'too_many_points' })
    expect((await wrong({ since: until, until: since })).fields).toEqual({ until: 'ends_before_it_begins' })
    expect((await wrong({ since: '2027-01-01T00:00:00.000Z' })).fields).toEqual({ since: 'ends_before_it_begins' })
  })
})

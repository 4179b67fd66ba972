import { api } from '@sereno/shared/api/index.ts'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { makeHouse, type PretendHouse } from '../../../test/fakes/house.ts'
import { changeVenue } from './change-venue.ts'
import { getVenue } from './get-venue.ts'

let house: PretendHouse
beforeEach(async () => {
  house = await makeHouse()
})
afterEach(() => house.close())

const { body, response } = api['venue.change']
const change = async (patch: object) => response.parse(await changeVenue(house, body.parse(patch)))

test('what is sent changes, and the rest stays', async () => {
  const before = api['venue.get'].response.parse(getVenue(house))
  const openingHours = { days: [{ day: 1, from: '18:00', to: '02:00' }], holidays: [] }
  expect(await change({ name: 'Bar Pepe', openingHours })).toEqual({ ...before, name: 'Bar Pepe', openingHours })
  expect(await change({ retention: { activityDays: 30 } })).toMatchObject({
    name: 'Bar Pepe',
    openingHours,
    retention: { ...before.retention, activityDays: 30 },
  })
  expect((await change({ openingHours: null })).openingHours).toBeNull()
  expect(house.book.read().venue).toEqual(getVenue(house))
})

import { randomUUID } from 'node:crypto'
import { ingested } from '@sereno/shared/activity.ts'
import { checkin } from '@sereno/shared/checkin.ts'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { makeHouse, noon, type PretendHouse } from '../../../test/fakes/house.ts'
import { newEntry } from '../../../test/fakes/new-entry.ts'
import { ingestActivity } from '../activity/ingest-activity.ts'
import { fileEvents } from '../checkins/file-events.ts'
import { addDevice } from '../devices/add-device.ts'
import { findDevice } from '../devices/find-device.ts'
import { Pace } from '../pace.ts'
import { getOverview } from './get-overview.ts'

let house: PretendHouse
beforeEach(async () => {
  house = await makeHouse()
})
afterEach(() => house.close())

const minute = (n: number) => new Date(noon + n * 60_000).toISOString()

async function printer(name: string, address: string, troubledAt: number | null = noon): Promise<string> {
  const { id } = await addDevice(house, { name, type: 'printer', address }, 'en')
  if (troubledAt === null) return id
  const incidentId = randomUUID()
  await house.store.journal.apply([
    { do: 'open_incident', id: incidentId, deviceId: id, deviceName: name, at: troubledAt },
    { do: 'open', entry: newEntry({ at: troubledAt, deviceId: id, deviceName: name, incidentId }) },
  ])
  return id
}

const report = (message: string, more: object = {}) =>
  ingestActivity(house, ingested.parse({ message, kind: 'Fail', at: minute(1), ...more }))

const counted = async () =>
  Object.fromEntries((await getOverview(house, 'en')).incidents.map((one) => [one.deviceName, one.failedPrints]))

test('what others report as failed at a printer counts from when its trouble began, once for each key', async () => {
  await printer('Kitchen printer', '192.0.2.1')
  await printer('Bar', '192.0.2.2')
  expect(await counted()).toEqual({ 'Kitchen printer': 0, Bar: 0 })
  await report('Ticket 14', { device: '192.0.2.1', key: 'a' })
  await report('Ticket 14', { device: '192.0.2.1', key: 'a' })
  await report('Ticket 15', { device: 'kitchen PRINTER' })
  await report('Ticket 9', { device: '192.0.2.1', at: minute(-1) })
  expect(await counted()).toEqual({ 'Kitchen printer': 2, Bar: 0 })
})

test('each printer counts from its own trouble, however long another has been in trouble', async () => {
  await printer('Kitchen printer', '192.0.2.1', noon - 60 * 60_000)
  await printer('Bar', '192.0.2.2')
  for (const device of ['192.0.2.1', '192.0.2.2']) {
    for (const at of [minute(-1), minute(0), minute(1)]) await report('Ticket', { device, at })
  }
  expect(await counted()).toEqual({ 'Kitchen printer': 3, Bar: 2 })
})

test('only a failure counts, and only where the report tells which printer is meant', async () => {
  await printer('Kitchen printer', '192.0.2.1')
  await printer('Bar', '192.0.2.2', null)
  await report('Trying again at Kitchen printer', { kind: 'Retry' })
  await report('The ticket was not printed')
  await report('Neither Bar nor Kitchen printer printed')
  await report('Not printed at Kitchen printer, so it went out here', { device: 'Bar' })
  await report('Not printed at Kitchen printer', { device: 'Another printer' })
  expect(await counted()).toEqual({ 'Kitchen printer': 0 })
  await report('Not printed at Kitchen printer')
  expect(await counted()).toEqual({ 'Kitchen printer': 1 })
})

test('what an iPad tells counts where it names the printer', async () => {
  await printer('Kitchen printer', '192.0.2.1')
  const { id } = await addDevice(house, { name: 'Kitchen iPad', type: 'ipad', address: '192.0.2.9' }, 'en')
  const tell = (text: string) =>
    fileEvents(
      house,
      new Pace(house.clock, 100, 1000),
      findDevice(house.book.read(), id),
      checkin.parse({ events: [{ text }] }),
    )
  await tell('Printing failed: Kitchen printer (192.0.2.1)')
  await tell('Printing failed')
  expect(await counted()).toEqual({ 'Kitchen printer': 1 })
})

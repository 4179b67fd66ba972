import type { EntryRecord } from '@sereno/shared/activity.ts'
import { api } from '@sereno/shared/api/index.ts'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { makeHouse, type PretendHouse } from '../../../test/fakes/house.ts'
import { refusalOf } from '../../../test/fakes/refusal.ts'
import { addDevice } from '../devices/add-device.ts'
import { listNotices } from '../notices/list-notices.ts'
import { ingestActivity } from './ingest-activity.ts'
import { listActivity } from './list-activity.ts'

let house: PretendHouse
beforeEach(async () => {
  house = await makeHouse()
})
afterEach(() => house.close())

const contract = api['activity.ingest']
const ingest = async (body: unknown) => contract.response.parse(await ingestActivity(house, contract.body.parse(body)))
const log = async () => api['activity.list'].response.parse(await listActivity(house, { limit: 500 }, 'en')).items
const notices = async () => api['notices.list'].response.parse(await listNotices(house, { limit: 500 }, 'en')).items

test('the sender’s kind comes first, then a cause that we know, then the words', async () => {
  await ingest([
    { message: 'Cancel retry!', kind: 'Error', cause: 'paper_out', key: '1' },
    { message: 'Cancel retry!', cause: 'paper_out', key: '2' },
    { message: 'Cancel retry!', cause: 'drawer', key: '3' },
    { message: 'Cashier charge failed', key: '4' },
    { message: 'Cannot lock because it is locked by Ana', key: '5' },
  ])
  const filed = (await log()).map(({ kind, cause, rule, source }) => [kind, cause, rule, source])
  expect(filed.toReversed()).toEqual([
    ['Error', 'paper_out', 'ingest.kind', 'ingest'],
    ['Fail', 'paper_out', 'ingest.cause', 'ingest'],
    ['Retry', 'drawer', 'ingest.words', 'ingest'],
    ['Fail', 'reported', 'ingest.words', 'ingest'],
    ['Error', 'reported', 'ingest.words', 'ingest'],
  ])
  expect(await notices()).toEqual([])
})

test('what nothing files under a kind is a notice, and so is the cause of a notice', async () => {
  expect(await ingest([{ message: 'Shift opened' }, { message: 'Print failed', cause: 'paper_low' }])).toEqual({
    accepted: 2,
    repeated: 0,
  })
  expect(await log()).toEqual([])
  expect((await notices()).map(({ message }) => message).toSorted()).toEqual(['Print failed', 'Shift opened'])
})

test('a moment unless it says otherwise, and its text stays as it came', async () => {
  const message = '=HYPERLINK("x")\n<b>print failed</b> “ñ” 打印'
  await ingest({ message, at: '2026-11-21T12:30:00+01:00' })
  await ingest({ message: 'Offline', at: '2026-11-21T09:00:00Z', endedAt: '2026-11-21T10:00:00Z' })
  expect(await log()).toMatchObject([
    { message, at: '2026-11-21T11:30:00.000Z', endedAt: '2026-11-21T11:30:00.000Z', network: 'maybe', attempts: 1 },
    { at: '2026-11-21T09:00:00.000Z', endedAt: '2026-11-21T10:00:00.000Z' },
  ])
})

test('a repeated key is harmless, in one request as in two', async () => {
  expect(await ingest({ message: 'Print failed', key: 'a' })).toEqual({ accepted: 1, repeated: 0 })
  expect(await ingest({ message: 'Print failed', key: 'a' })).toEqual({ accepted: 0, repeated: 1 })
  expect(
    await ingest([
      { message: 'Print failed', key: 'b' },
      { message: 'Print failed', key: 'b' },
      { message: 'Shift opened', key: 'c' },
      { message: 'Shift opened', key: 'c' },
    ]),
  ).toEqual({ accepted: 2, repeated: 2 })
  expect(await log()).toHaveLength(2)
  expect(await notices()).toHaveLength(1)
})

test('one bad entry refuses all, and is named by its place', async () => {
  const good = { message: 'Print failed' }
  const body = [
    good,
    { ...good, at: '2026-11-21T13:00:00Z' },
    good,
    { ...good, at: '2026-11-21T11:00:00Z', endedAt: '2026-11-21T10:59:59.999Z' },
    { ...good, endedAt: '2030-01-01T00:00:00Z' },
  ]
  expect(await refusalOf(() => ingest(body))).toEqual({
    code: 'invalid',
    fields: { '[1].at': 'in_the_future', '[3].endedAt': 'ends_before_it_begins', '[4].endedAt': 'in_the_future' },
  })
  expect((await refusalOf(() => ingest(body[3]))).fields).toEqual({ endedAt: 'ends_before_it_begins' })
  expect(await log()).toEqual([])
  await ingest({ ...good, at: '2026-11-21T12:04:59Z' })
})

test('a device is meant by id, by address or by name, and one that nobody knows keeps its name', async () => {
  const printer = { type: 'printer' as const, probes: [] }
  const kitchen = await addDevice(house, { ...printer, name: 'Kitchen', address: '192.0.2.50' }, 'en')
  const bar = await addDevice(house, { ...printer, name: '192.0.2.50', address: '192.0.2.51' }, 'en')
  const message = 'Print failed'
  for (const device of [kitchen.id, '192.0.2.50', 'KITCHEN', bar.id, 'Terrace', undefined]) {
    house.clock.at += 1000
    await ingest({ message, device })
  }
  expect((await log()).toReversed().map(({ deviceId, deviceName }) => [deviceId, deviceName])).toEqual([
    [kitchen.id, 'Kitchen'],
    [kitchen.id, 'Kitchen'],
    [kitchen.id, 'Kitchen'],
    [bar.id, '192.0.2.50'],
    [null, 'Terrace'],
    [null, null],
  ])
})

test('those who listen hear of what was written, once', async () => {
  const heard: string[] = []
  house.bus.on('entry.changed', ({ text }: EntryRecord) => heard.push(`entry ${text}`))
  house.bus.on('notice.changed', ({ text }) => heard.push(`notice ${text}`))
  await ingest([{ message: 'Print failed', key: 'a' }, { message: 'Shift opened' }])
  await ingest({ message: 'Print failed', key: 'a' })
  expect(heard).toEqual(['entry Print failed', 'notice Shift opened'])
})

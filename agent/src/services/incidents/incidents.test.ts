import { api } from '@sereno/shared/api/index.ts'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { makeHouse, noon, type PretendHouse, technician } from '../../../test/fakes/house.ts'
import { newEntry } from '../../../test/fakes/new-entry.ts'
import { refusalOf } from '../../../test/fakes/refusal.ts'
import { changeIncident } from './change-incident.ts'
import { entriesOfIncident, getIncident } from './get-incident.ts'
import { listIncidents } from './list-incidents.ts'

let house: PretendHouse
beforeEach(async () => {
  house = await makeHouse()
  await house.store.journal.apply([
    { do: 'open_incident', id: 'spell', deviceId: 'kitchen', deviceName: 'Kitchen printer', at: noon },
    { do: 'open', entry: newEntry({ at: noon, incidentId: 'spell' }) },
    { do: 'open_incident', id: 'past', deviceId: 'bar', deviceName: 'Bar', at: noon - 2000 },
    { do: 'close_incident', id: 'past', at: noon - 1000 },
  ])
})
afterEach(() => house.close())

test('an incident comes with its entries; the list can be of the open ones only', async () => {
  const incident = api['incidents.get'].response.parse(await getIncident(house, 'spell', 'en'))
  expect(incident.entries).toMatchObject([{ cause: 'paper_out', incidentId: 'spell' }])
  const all = api['incidents.list'].response.parse(await listIncidents(house, { limit: 50 }, 'en'))
  expect(all.items.map(({ id }) => id)).toEqual(['spell', 'past'])
  const open = await listIncidents(house, { limit: 50, open: true }, 'en')
  expect(open.items).toEqual([incident])
})

test('who acknowledges is named, and those who listen hear of it', async () => {
  const heard: string[] = []
  house.bus.on('incident.changed', ({ id }) => heard.push(id))
  const patch = { acknowledged: true, note: 'Paper is on its way', snoozedUntil: '2026-11-21T13:00:00.000Z' }
  const changed = await changeIncident(house, 'spell', patch, technician, 'en')
  expect(api['incidents.change'].response.parse(changed)).toMatchObject({
    acknowledgedAt: '2026-11-21T12:00:00.000Z',
    acknowledgedBy: 'Ana Puig',
    note: 'Paper is on its way',
    snoozedUntil: '2026-11-21T13:00:00.000Z',
    entries: [{ cause: 'paper_out' }],
  })
  expect(heard).toEqual(['spell'])
  const taken = await changeIncident(house, 'spell', { acknowledged: false, snoozedUntil: null }, technician, 'en')
  expect(taken).toMatchObject({ acknowledgedAt: null, acknowledgedBy: null, snoozedUntil: null })
})

test('one that flaps for days is told in short, in the list and alone, and its entries come page by page', async () => {
  const flaps = Array.from({ length: 300 }, (_, nth) => {
    const at = noon + 1000 + nth * 1000
    return { do: 'open' as const, entry: newEntry({ at, endedAt: at + 500, kind: 'Retry', incidentId: 'spell' }) }
  })
  await house.store.journal.apply(flaps)
  const incident = api['incidents.get'].response.parse(await getIncident(house, 'spell', 'en'))
  expect(incident.entries.map(({ kind }) => kind)).toEqual(['Fail', ...Array(7).fill('Retry')])
  expect(incident.moreEntries).toBe(293)
  expect((await listIncidents(house, { limit: 50, open: true }, 'en')).items).toEqual([incident])
  const ids = new Set<string>()
  let cursor: string | undefined
  do {
    const page = await entriesOfIncident(house, 'spell', { limit: 100, cursor }, 'en')
    for (const { id } of api['incidents.entries'].response.parse(page).items) ids.add(id)
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
  expect(ids.size).toBe(301)
})

test('one that is not there is not found', async () => {
  expect((await refusalOf(() => getIncident(house, 'none', 'en'))).code).toBe('not_found')
  expect((await refusalOf(() => entriesOfIncident(house, 'none', { limit: 5 }, 'en'))).code).toBe('not_found')
  expect((await refusalOf(() => changeIncident(house, 'none', {}, technician, 'en'))).code).toBe('not_found')
})

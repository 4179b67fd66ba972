import { api } from '@sereno/shared/api/index.ts'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { makeHouse, noon, type PretendHouse, technician } from '../../../test/fakes/house.ts'
import { newEntry } from '../../../test/fakes/new-entry.ts'
import { refusalOf } from '../../../test/fakes/refusal.ts'
import { changeIncident } from './change-incident.ts'
import { getIncident } from './get-incident.ts'
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

test('one that is not there is not found', async () => {
  expect((await refusalOf(() => getIncident(house, 'none', 'en'))).code).toBe('not_found')
  expect((await refusalOf(() => changeIncident(house, 'none', {}, technician, 'en'))).code).toBe('not_found')
})

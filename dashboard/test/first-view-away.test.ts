import { join } from 'node:path'
import { it } from 'vitest'
import { systemClock } from '../../agent/src/clock.ts'
import { openStore } from '../../agent/src/store/store.ts'
import { keptLog } from '../../agent/test/fakes/kept-log.ts'
import { newEntry } from '../../agent/test/fakes/new-entry.ts'
import { ask, person } from './browser.ts'
import { openScreens } from './first-view.ts'
import { openHouse } from './house.ts'

const house = openHouse()

// The agent takes an iPad for away after half an hour (the venue's test `presence` waits for it by a clock that runs fast);
// here the outcome stands in its database.
it('in the first view of the overview stand the device, its place, the cause and the next step: iPad away', async () => {
  const made = { name: 'Terrace iPad', type: 'ipad', place: 'Terrace', address: '127.0.0.31', probes: [] }
  const { id: deviceId } = await ask<{ id: string }>(house.page, 'POST', '/api/v1/devices', made)
  await house.agent.kill()
  const store = await openStore({ file: join(house.agent.data, 'sereno.db'), log: keptLog(), clock: systemClock })
  const at = Date.now() - 45 * 60_000
  const differing = { deviceId, deviceName: made.name, at, incidentId: 'away', detail: { minutes: 45 } }
  await store.journal.apply([
    { do: 'open_incident', id: 'away', deviceId, deviceName: made.name, at },
    { do: 'open', entry: newEntry({ ...differing, kind: 'Offline', cause: 'ipad_away', probe: 'ios' }) },
  ])
  await store.close()
  await house.agent.restart()

  const screens = await openScreens(house.browser, house.agent.url, async (page) => {
    await page.goto(`${house.agent.url}/login`)
    await ask(page, 'POST', '/api/v1/session', { login: person.username, password: person.password })
  })
  await screens.show('ipad-away', {
    verdict: /./u,
    device: 'Terrace iPad',
    place: 'Terrace',
    cause: 'has not been on the network for 45 min',
    step: 'Wake the iPad',
  })
}, 120_000)

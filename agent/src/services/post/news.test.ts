import { expect, it } from 'vitest'
import { byMail } from '../../../test/fakes/choices.ts'
import { noon } from '../../../test/fakes/house.ts'
import { newEntry } from '../../../test/fakes/new-entry.ts'
import { mailed, withAna } from '../../../test/fakes/people.ts'
import { tellNews } from './news.ts'

const minuteMs = 60_000

/** Ana, whose address is confirmed, and who wants mails of these events from noon on. */
async function withAnaWanting(...events: Parameters<typeof byMail>[0]) {
  const here = await withAna()
  const { store, clock } = here.house
  const { items } = await store.people.users({ limit: 10 })
  const id = items[0]?.id ?? ''
  await store.people.changeUser(id, { emailConfirmedAt: noon }, [], [])
  await store.notifications.set(id, byMail(events))
  await tellNews(here.house)
  const later = async (minutes: number) => {
    clock.at += minutes * minuteMs
    await tellNews(here.house)
    return mailed(here)
  }
  /** A printer runs out of paper, and with it what hangs behind it falls silent. */
  const opens = (device: string, differing: Parameters<typeof newEntry>[0] = {}) =>
    store.journal.apply([
      { do: 'open_incident', id: `i-${device}`, deviceId: device, deviceName: device, at: clock.at },
      {
        do: 'open',
        entry: newEntry({
          ...{ id: `e-${device}`, at: clock.at, endedAt: null, deviceId: device, deviceName: device },
          ...{ cause: 'paper_out', kind: 'Fail', incidentId: `i-${device}`, ...differing },
        }),
      },
    ])
  return { ...here, id, later, opens }
}

it('bundles over two minutes what began, each incident once with what hangs behind it, and then waits ten', async () => {
  const here = await withAnaWanting('incident_opened')
  await here.opens('Router', { cause: 'gateway_down', kind: 'Offline' })
  expect(await here.later(1)).toEqual([])
  await here.opens('Bar', { cause: 'no_answer', kind: 'Offline', explainedBy: 'e-Router' })
  await here.opens('<Kitchen>')
  const [letter, ...none] = await here.later(1)
  expect(none).toEqual([])
  expect(letter?.subject).toMatch(/^Bar Pepe: 2 problemas nuevos$/u)
  expect(letter?.text).toContain('El router no responde')
  expect(letter?.text).toContain('Explica 1 más: Bar')
  expect(letter?.html).toContain('&lt;Kitchen&gt;')
  expect(letter?.text).toContain('/me#notifications')
  await here.opens('Terrace')
  expect(await here.later(9)).toEqual([])
  const [next] = await here.later(1)
  expect(next?.subject).toContain('Terrace')
  expect(await here.later(60)).toEqual([])
})

it('tells nobody of what they do not want, nor of the time in which they did not', async () => {
  const here = await withAnaWanting('incident_closed')
  await here.opens('Kitchen')
  expect(await here.later(5)).toEqual([])
  const { notifications } = here.house.store
  await notifications.set(here.id, byMail(['incident_opened']))
  expect(await here.later(5)).toEqual([])
  await here.opens('Bar')
  const [letter] = await here.later(3)
  expect(letter?.text).not.toContain('Kitchen')
  await notifications.set(here.id, byMail([]))
  await here.opens('Terrace')
  expect(await here.later(20)).toEqual([])
})

it('holds back in quiet hours what then comes in one mail', async () => {
  const here = await withAnaWanting('incident_opened')
  const quietHours = { from: '13:00', to: '15:00' }
  await here.house.store.notifications.set(here.id, byMail(['incident_opened'], { quietHours }))
  await here.opens('Kitchen')
  expect(await here.later(60)).toEqual([])
  await here.opens('Bar')
  const [letter, ...none] = await here.later(61)
  expect(none).toEqual([])
  expect(letter?.subject).toContain('2 problemas nuevos')
})

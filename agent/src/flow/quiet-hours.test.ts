import { expect, test } from 'vitest'
import { HandClock } from '../../test/fakes/hand-clock.ts'
import { holdBelt } from '../../test/fakes/held-belt.ts'
import { pretendDevice } from '../../test/fakes/pretend-network.ts'

const minute = 60_000

/** In Madrid, where 23:00 is 22:00 UTC, with a router that is switched off and a camera without hours of its own. */
async function evening(start: string) {
  const belt = await holdBelt({ clock: new HandClock(start) })
  const quietHours = [{ from: '23:00', to: '07:00' }]
  await belt.book.change((draft) => {
    const email = 'marta@distributor.example'
    draft.account = { company: 'Bar Pepe', email, timezone: 'Europe/Madrid', language: 'en', createdAt: start }
    draft.devices = [
      pretendDevice('router', '10.9.0.41', { type: 'router', quietHours }),
      pretendDevice('camera', '10.9.0.42', { type: 'other' }),
    ]
  })
  await belt.pass(2 * minute)
  return belt
}
const stateOf = (belt: Awaited<ReturnType<typeof evening>>, id: string) => belt.running.watch.live(id)?.state

test('a device that is switched off in its quiet hours is asleep, and another of the same hour is down', async () => {
  const belt = await evening('2026-11-21T22:30:00Z')
  belt.network.silent.add('10.9.0.41').add('10.9.0.42')
  await belt.pass(10 * minute)
  expect(await belt.story()).toEqual(['no_answer camera …'])
  expect([stateOf(belt, 'router'), stateOf(belt, 'camera')]).toEqual(['asleep', 'down'])
})

test('what hangs behind it is as silent: nothing is told of that before its quiet hours are over, and then one entry', async () => {
  const belt = await evening('2026-11-22T05:40:00Z')
  await belt.book.change(({ devices }) => {
    const camera = devices.find(({ id }) => id === 'camera')
    if (camera) camera.parentId = 'router'
  })
  belt.network.silent.add('10.9.0.41').add('10.9.0.42')
  await belt.pass(15 * minute)
  expect(await belt.story()).toEqual([])
  expect(belt.running.watch.live('camera')).toMatchObject({ state: 'unknown', cause: { code: 'parent_down' } })
  await belt.pass(10 * minute)
  expect(await belt.story()).toEqual(['no_answer router …'])
  expect((await belt.entries())[0]?.detail.children).toMatchObject([{ id: 'camera' }])
  belt.network.silent.delete('10.9.0.41')
  await belt.pass(5 * minute)
  expect(await belt.story()).toEqual(['no_answer router', 'no_answer camera …'])
})

test('what is open when they begin ends, and what is still wrong when they are over is told then', async () => {
  const belt = await evening('2026-11-21T21:50:00Z')
  belt.network.silent.add('10.9.0.41')
  await belt.pass(5 * minute)
  expect(await belt.story()).toEqual(['no_answer router …'])
  await belt.pass(10 * minute)
  expect(await belt.story()).toEqual(['no_answer router'])
  await belt.pass(8 * 60 * minute)
  expect(await belt.story()).toEqual(['no_answer router', 'no_answer router …'])
  const [first, again] = await belt.entries()
  expect(first?.explainedBy, 'it is one failure, and counts once').toBe(again?.id)
  expect(again?.explainedBy).toBeNull()

  const morning = await evening('2026-11-22T05:40:00Z')
  morning.network.silent.add('10.9.0.41')
  await morning.pass(15 * minute)
  expect(await morning.story()).toEqual([])
  await morning.pass(5 * minute)
  expect(await morning.story()).toEqual(['no_answer router …'])
})

test('what was well in between is another failure, which counts for itself', async () => {
  const belt = await evening('2026-11-21T21:50:00Z')
  belt.network.silent.add('10.9.0.41')
  await belt.pass(15 * minute)
  belt.network.silent.delete('10.9.0.41')
  await belt.pass(8 * 60 * minute)
  belt.network.silent.add('10.9.0.41')
  await belt.pass(70 * minute)
  const entries = await belt.entries()
  expect(entries.map(({ explainedBy }) => explainedBy)).toEqual([null, null])
})

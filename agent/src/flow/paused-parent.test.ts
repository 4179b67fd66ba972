import { expect, test } from 'vitest'
import { HandClock } from '../../test/fakes/hand-clock.ts'
import { holdBelt } from '../../test/fakes/held-belt.ts'
import { pretendDevice } from '../../test/fakes/pretend-network.ts'

const minute = 60_000

/** A switch that is paused for half an hour, with a camera behind it. */
async function workshop() {
  const belt = await holdBelt({ clock: new HandClock('2026-11-21T10:00:00Z') })
  await belt.book.change((draft) => {
    const window = { from: '2026-11-21T10:05:00Z', until: '2026-11-21T10:35:00Z', deviceIds: ['switch'], note: '' }
    draft.venue.maintenance = [window]
    draft.devices = [
      pretendDevice('switch', '10.9.0.41', { type: 'switch' }),
      pretendDevice('camera', '10.9.0.42', { type: 'other', parentId: 'switch' }),
    ]
  })
  await belt.pass(10 * minute)
  return belt
}

test('a switch that is off in its pause takes along what hangs behind it, and nothing is told of either', async () => {
  const belt = await workshop()
  belt.network.silent.add('10.9.0.41').add('10.9.0.42')
  await belt.pass(15 * minute)
  expect(await belt.story()).toEqual([])
  expect(belt.running.watch.live('switch')?.state).toBe('paused')
  expect(belt.running.watch.live('camera')).toMatchObject({ state: 'unknown', cause: { code: 'parent_down' } })
})

test('when it is back, what still hangs silent behind it tells its own failure, pause or not', async () => {
  const belt = await workshop()
  belt.network.silent.add('10.9.0.41').add('10.9.0.42')
  await belt.pass(10 * minute)
  belt.network.silent.delete('10.9.0.41')
  await belt.pass(5 * minute)
  expect(await belt.story()).toEqual(['no_answer camera …'])
})

test('one that is still off when its pause is over tells one failure for all', async () => {
  const belt = await workshop()
  belt.network.silent.add('10.9.0.41').add('10.9.0.42')
  await belt.pass(30 * minute)
  expect(await belt.story()).toEqual(['no_answer switch …'])
  expect((await belt.entries())[0]?.detail.children).toMatchObject([{ id: 'camera' }])
})

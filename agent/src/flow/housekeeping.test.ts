import { cpSync } from 'node:fs'
import { expect, test } from 'vitest'
import { checkin, look } from '../../test/fakes/check.ts'
import { holdBelt } from '../../test/fakes/held-belt.ts'
import { ownFolder } from '../../test/fakes/own-folder.ts'
import { pretendDevice } from '../../test/fakes/pretend-network.ts'
import { incoming } from '../../test/fakes/talk.ts'
import { memoryKey } from './housekeeping.ts'

const second = 1000
const minute = 60 * second
const kitchen = pretendDevice('kitchen', '10.9.0.5')

test('a minute of measurements becomes one bucket once it is over, and the running one at the end', async () => {
  const belt = await holdBelt()
  await belt.set([kitchen])
  await belt.pass(90 * second)
  const since = Date.parse('2026-11-21T10:00:00.000Z')
  const series = (store = belt.store) => store.measurements.series('kitchen', since, since + 5 * minute, 60)
  expect((await series()).filter(({ loss }) => loss !== null)).toHaveLength(1)
  const { folder, clock, network } = belt
  await belt.stop()
  const again = await holdBelt({ folder, clock, network })
  expect((await series(again.store)).filter(({ loss }) => loss !== null)).toHaveLength(2)
})

test('memories are kept after ten minutes, every half hour and at the end, so that a restart knows what was learnt', async () => {
  const belt = await holdBelt()
  await belt.set([kitchen])
  await belt.pass(9 * minute)
  expect(await belt.store.keep.get(memoryKey('kitchen'))).toBeNull()
  await belt.pass(minute)
  expect(await belt.store.keep.get(memoryKey('kitchen'))).toMatchObject({ version: 1, reach: 'reached' })
  belt.network.silent.add('10.9.0.5')
  await belt.pass(30 * second)
  const { folder, clock, network } = belt
  await belt.stop()
  const again = await holdBelt({ folder, clock, network })
  expect(await again.store.keep.get(memoryKey('kitchen'))).toMatchObject({ reach: 'silent' })
})

test('what a device went down with is kept within the minute, so that its entry goes on after a crash', async () => {
  const belt = await holdBelt()
  await belt.set([pretendDevice('till', '10.9.0.31', { type: 'ipad' }, ['ios'])])
  await belt.pass(12 * minute)
  const told = look('checkin', 'answered', [checkin({ online: false })], { at: belt.clock.now() })
  await belt.during(belt.running.watch.hear('till', told))
  await belt.pass(minute)
  const { clock, network } = belt
  const folder = ownFolder()
  cpSync(belt.folder, folder, { recursive: true })
  await belt.stop()
  const again = await holdBelt({ folder, clock, network, crashed: true })
  await again.pass(minute)
  expect(await again.story()).toEqual(['ios_no_internet till …', 'agent_crashed agent'])
})

test('what was remembered of a device that went away is forgotten, also if it went while the agent did not run', async () => {
  const belt = await holdBelt()
  await belt.set([kitchen, pretendDevice('bar', '10.9.0.6')])
  await belt.pass(10 * minute)
  await belt.set([kitchen])
  expect(await belt.store.keep.get(memoryKey('bar'))).toBeNull()
  await belt.store.keep.set({ [memoryKey('ghost')]: { version: 1 } })
  const { folder, clock, network } = belt
  await belt.stop()
  const again = await holdBelt({ folder, clock, network })
  expect((await again.store.keep.all(memoryKey(''))).map(([key]) => key)).toEqual([memoryKey('kitchen')])
})

test('what is older than it should be kept leaves within the hour', async () => {
  const belt = await holdBelt()
  await belt.set([kitchen])
  belt.network.silent.add('10.9.0.5')
  await belt.pass(minute)
  belt.network.silent.clear()
  await belt.pass(minute)
  expect(await belt.story()).toEqual(['no_answer kitchen'])
  await belt.set([])
  belt.clock.jump(400 * 24 * 3_600_000)
  await belt.pass(61 * minute)
  expect(await belt.story()).toEqual([])
})

test('a disk that fails keeps no other part from its work', async () => {
  const belt = await holdBelt()
  await belt.set([kitchen])
  belt.disk.fault = 'disk_full'
  await belt.pass(10 * minute)
  const faults = belt.log.lines.map(({ facts }) => (facts as { what?: string }).what)
  expect(faults.filter((what) => what === 'measurements')).toHaveLength(10)
  expect(faults.filter((what) => what === 'memories')).toHaveLength(1)
  belt.disk.fault = null
  await belt.pass(30 * minute)
  expect(await belt.store.keep.get(memoryKey('kitchen'))).not.toBeNull()
})

test('nothing goes on after the end, also where it comes in the middle of the minute’s work', async () => {
  const belt = await holdBelt({ looksAround: true })
  await belt.set([kitchen])
  await belt.pass(59 * second)
  belt.clock.pass(second)
  await belt.stop()
  expect(belt.clock.timers()).toBe(0)
  expect(belt.log.lines.filter(({ level }) => level === 'error')).toEqual([])
})

test('who nobody answered for a month is told of as over, once', async () => {
  const belt = await holdBelt()
  const then = belt.clock.now() - 31 * 24 * 60 * minute
  await belt.store.talk.receive(incoming('eva', then, {}, { conversationId: 'old' }))
  await belt.store.talk.receive(incoming('tom', belt.clock.now()))
  const told: string[] = []
  belt.bus.on('conversation.left', (id, userId) => told.push(`left ${id} ${userId}`))
  belt.bus.on('conversation.changed', (id) => told.push(`changed ${id}`))
  await belt.pass(130 * minute)
  expect(told).toEqual(['left old null', 'changed old'])
})

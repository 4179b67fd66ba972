import { describe, expect, test } from 'vitest'
import { holdBelt } from '../../test/fakes/held-belt.ts'
import { pretendDevice } from '../../test/fakes/pretend-network.ts'

const second = 1000

describe('a device that falls silent', () => {
  test('gets one entry with an incident, however many checks fail, and both end when it answers', async () => {
    const belt = await holdBelt()
    await belt.set([pretendDevice('kitchen', '10.9.0.5')])
    belt.network.silent.add('10.9.0.5')
    await belt.pass(60 * second)
    expect(belt.running.watch.live('kitchen')).toMatchObject({ state: 'down', cause: { code: 'no_answer' } })
    expect(await belt.entries()).toMatchObject([
      { kind: 'Offline', cause: 'no_answer', endedAt: null, deviceName: 'kitchen' },
    ])
    belt.network.silent.clear()
    await belt.pass(20 * second)
    const [entry, ...more] = await belt.entries()
    expect(more).toEqual([])
    expect(entry?.endedAt).not.toBeNull()
    expect(entry?.occurrences).toBeGreaterThanOrEqual(4)
    expect(await belt.store.journal.openIncidents()).toEqual([])
    expect(belt.running.watch.live('kitchen')?.state).toBe('up')
  })

  test('keeps its one entry over a restart of the agent', async () => {
    const belt = await holdBelt()
    await belt.set([pretendDevice('kitchen', '10.9.0.5')])
    belt.network.silent.add('10.9.0.5')
    await belt.pass(20 * second)
    await belt.stop()
    const { folder, clock, network } = belt
    const again = await holdBelt({ folder, clock, network })
    await again.pass(30 * second)
    expect(await again.story()).toEqual(['no_answer kitchen …'])
    network.silent.clear()
    await again.pass(20 * second)
    expect(await again.story()).toEqual(['no_answer kitchen'])
  })

  test('has nothing open any more once it is put out of service, or removed', async () => {
    const belt = await holdBelt()
    await belt.set([pretendDevice('kitchen', '10.9.0.5'), pretendDevice('bar', '10.9.0.6')])
    belt.network.silent.add('10.9.0.5').add('10.9.0.6')
    await belt.pass(20 * second)
    expect(await belt.store.journal.openEntries()).toHaveLength(2)
    await belt.set([pretendDevice('kitchen', '10.9.0.5', { inService: false })])
    expect(await belt.store.journal.openEntries()).toEqual([])
    expect(belt.running.watch.live('kitchen')).toMatchObject({ state: 'paused', stateSince: belt.clock.now() })
    expect(belt.running.watch.live('bar')).toBeNull()
  })

  test('has nothing open any more once it has no probe left that could end it', async () => {
    const belt = await holdBelt()
    await belt.set([pretendDevice('kitchen', '10.9.0.5')])
    belt.network.silent.add('10.9.0.5')
    await belt.pass(20 * second)
    await belt.set([pretendDevice('kitchen', '10.9.0.5', { probes: [] })])
    expect(await belt.story()).toEqual(['no_answer kitchen'])
    expect(belt.running.watch.live('kitchen')).toMatchObject({ state: 'unknown', cause: null })
  })
})

describe('a check that runs while the settings change', () => {
  test('is no verdict on a device that went out of service meanwhile', async () => {
    const belt = await holdBelt()
    await belt.set([pretendDevice('kitchen', '10.9.0.5')])
    await belt.pass(5 * second)
    belt.network.silent.add('10.9.0.5')
    const check = belt.running.watch.checkNow('kitchen')
    await belt.set([pretendDevice('kitchen', '10.9.0.5', { inService: false })])
    await belt.during(check)
    expect(await belt.story()).toEqual([])
    expect(belt.running.watch.live('kitchen')?.state).toBe('paused')
  })

  test('says nothing about the address that the device has since', async () => {
    const belt = await holdBelt()
    await belt.set([pretendDevice('kitchen', '10.9.0.5')])
    await belt.pass(5 * second)
    belt.network.silent.add('10.9.0.5')
    const check = belt.running.watch.checkNow('kitchen')
    await belt.set([pretendDevice('kitchen', '10.9.0.6')])
    await belt.during(check)
    await belt.pass(20 * second)
    expect(await belt.story()).toEqual([])
    expect(belt.running.watch.live('kitchen')?.state).toBe('up')
  })
})

describe('what hangs behind a parent that is down', () => {
  test('is named on the parent’s entry and has none of its own', async () => {
    const belt = await holdBelt()
    await belt.set([
      pretendDevice('switch', '10.9.0.2', { type: 'switch' }),
      pretendDevice('kitchen', '10.9.0.5', { parentId: 'switch' }),
      pretendDevice('bar', '10.9.0.6', { parentId: 'switch' }),
      pretendDevice('office', '10.9.0.7'),
    ])
    await belt.pass(10 * second)
    for (const address of ['10.9.0.2', '10.9.0.5', '10.9.0.6']) belt.network.silent.add(address)
    await belt.pass(30 * second)
    const [entry, ...more] = await belt.entries()
    expect(more).toEqual([])
    expect(entry).toMatchObject({ deviceId: 'switch', cause: 'no_answer' })
    const children = entry?.detail.children as { name: string }[]
    expect(children.map((child) => child.name).sort()).toEqual(['bar', 'kitchen'])
    expect(belt.running.watch.live('kitchen')).toMatchObject({ state: 'unknown', cause: { code: 'parent_down' } })

    belt.network.silent.clear()
    belt.network.silent.add('10.9.0.5')
    // Looked at once more, then believed.
    await belt.pass(40 * second)
    expect(await belt.story()).toEqual(['no_answer switch', 'no_answer kitchen …'])
  })

  test('has none either where the parent came back just as the verdict on it was awaited', async () => {
    const belt = await holdBelt()
    const slow = pretendDevice('switch', '10.9.0.2', { type: 'switch' })
    const above = { ...slow, probes: slow.probes.map((probe) => ({ ...probe, attempts: 5 })) }
    await belt.set([above])
    await belt.pass(2 * second)
    await belt.set([above, pretendDevice('kitchen', '10.9.0.5', { parentId: 'switch' })])
    await belt.pass(7 * second)
    belt.network.silent.add('10.9.0.2').add('10.9.0.5')
    // The switch is looked at from second 10 to 19, the printer behind it from 12 to 17.
    await belt.pass(9.5 * second)
    expect(await belt.entries()).toEqual([])
    belt.network.silent.clear()
    await belt.pass(20 * second)
    expect(await belt.story()).toEqual(['no_answer switch'])
    expect(belt.running.watch.live('kitchen')?.state).toBe('up')
  })

  test('has none either where what was down and came back stands above its parent', async () => {
    const belt = await holdBelt()
    const far = (id: string, n: number, parentId: string | null, attempts: number) => {
      const device = pretendDevice(id, `10.9.0.${n}`, { parentId })
      return { ...device, probes: device.probes.map((probe) => ({ ...probe, attempts })) }
    }
    await belt.set([far('switch', 2, null, 2), far('hub', 3, 'switch', 5), far('kitchen', 5, 'hub', 2)])
    await belt.pass(30 * second)
    for (const n of [2, 3, 5]) belt.network.silent.add(`10.9.0.${n}`)
    const isDown = () => belt.running.watch.live('switch')?.state === 'down'
    while (!isDown()) await belt.pass(second / 2)
    belt.network.silent.clear()
    await belt.pass(40 * second)
    expect(await belt.story()).toEqual(['no_answer switch'])
  })
})

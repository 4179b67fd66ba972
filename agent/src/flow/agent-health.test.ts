import { describe, expect, test } from 'vitest'
import { holdBelt } from '../../test/fakes/held-belt.ts'
import { pretendDevice } from '../../test/fakes/pretend-network.ts'

const second = 1000
const minute = 60 * second
const down = { linkUp: false, hasAddress: true }
const up = { linkUp: true, hasAddress: true }
const two = [pretendDevice('kitchen', '10.9.0.5'), pretendDevice('bar', '10.9.0.6')]

describe('our own cable out', () => {
  test('P19 is one entry of the agent and no verdict on any device, and ends with it', async () => {
    const belt = await holdBelt()
    await belt.set(two)
    await belt.pass(minute)
    belt.network.link = down
    await belt.pass(5 * minute)
    expect(belt.running.watch.live('kitchen')?.state).toBe('up')
    expect(await belt.story()).toEqual(['agent_network agent …'])
    expect(await belt.entries()).toMatchObject([{ kind: 'Error', source: 'agent', detail: { reason: 'no_link' } }])
    belt.network.link = up
    await belt.pass(minute)
    expect(await belt.story()).toEqual(['agent_network agent'])
    belt.network.link = { linkUp: true, hasAddress: false }
    await belt.pass(minute)
    expect(await belt.story()).toEqual(['agent_network agent', 'agent_network agent …'])
  })

  test('P38 is waited out for half a minute after a start', async () => {
    const belt = await holdBelt()
    belt.network.link = down
    await belt.pass(25 * second)
    expect(await belt.story()).toEqual([])
    await belt.pass(10 * second)
    expect(await belt.story()).toEqual(['agent_network agent …'])
  })

  test('leaves five seconds after it is back, in which silence is still ours', async () => {
    const belt = await holdBelt()
    await belt.set([pretendDevice('kitchen', '10.9.0.5')])
    await belt.pass(minute)
    belt.network.link = down
    await belt.pass(10 * second)
    belt.network.link = up
    belt.network.silent.add('10.9.0.5')
    await belt.during(belt.running.watch.checkNow('kitchen'))
    expect(belt.running.watch.live('kitchen')?.state).toBe('up')
    await belt.pass(30 * second)
    expect(belt.running.watch.live('kitchen')?.state).toBe('down')
  })

  test('does not hide a device on our own machine', async () => {
    const belt = await holdBelt()
    await belt.set([pretendDevice('till', '127.0.0.1')])
    await belt.pass(minute)
    belt.network.link = down
    await belt.pass(minute)
    expect(belt.running.watch.live('till')?.state).not.toBe('up')
  })
})

test('failures of our own sockets are one entry an hour, and no verdict', async () => {
  const belt = await holdBelt()
  await belt.set(two)
  await belt.pass(minute)
  for (const _ of [1, 2, 3]) {
    belt.network.broken = true
    await belt.pass(minute)
    belt.network.broken = false
    await belt.pass(10 * minute)
  }
  expect(await belt.story()).toEqual(['agent_network agent'])
  expect(await belt.entries()).toMatchObject([{ detail: { reason: 'local_errors', codes: 'ENOBUFS' } }])
  await belt.pass(40 * minute)
  belt.network.broken = true
  await belt.pass(minute)
  expect(await belt.story()).toHaveLength(2)
  expect(belt.running.watch.live('kitchen')?.state).toBe('up')
})

test('a run that did not end in order is one entry at the next start', async () => {
  const belt = await holdBelt({ crashed: true })
  await belt.pass(minute)
  expect(await belt.story()).toEqual(['agent_crashed agent'])
})

test.each(['disk_full', 'disk_readonly'] as const)('P4 P5 %s is an entry once it can be written', async (fault) => {
  const belt = await holdBelt()
  await belt.pass(minute)
  belt.disk.fault = fault
  await belt.pass(2 * minute)
  expect(await belt.story()).toEqual([])
  belt.disk.fault = null
  await belt.pass(5 * second)
  expect(await belt.story()).toEqual([`${fault} agent …`])
  await belt.pass(minute)
  expect(await belt.story()).toEqual([`${fault} agent`])
  expect((await belt.entries())[0]?.at).toBe('2026-11-21T10:02:00.000Z')
})

test('a clock that its own time service does not trust is an entry', async () => {
  const belt = await holdBelt()
  belt.network.clockSynchronised = false
  await belt.pass(2 * minute)
  expect(await belt.story()).toEqual(['clock_unset agent …'])
  expect(await belt.running.watch.clockTrusted()).toBe(false)
  belt.network.clockSynchronised = true
  await belt.pass(minute)
  expect(await belt.story()).toEqual(['clock_unset agent'])
})

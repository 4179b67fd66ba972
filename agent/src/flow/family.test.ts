import { describe, expect, test } from 'vitest'
import { type HeldBelt, holdBelt } from '../../test/fakes/held-belt.ts'
import { pretendDevice } from '../../test/fakes/pretend-network.ts'

const second = 1000
const minute = 60 * second
const gateway = pretendDevice('gateway', '10.9.0.1', { type: 'router', role: 'gateway' }, ['gateway'])
const line = pretendDevice('line', null, { type: 'internet', role: 'line' }, ['internet'])
const resolver = pretendDevice('resolver', '9.9.9.9', { type: 'other', role: 'resolver' }, ['dns'])
const cloud = pretendDevice('cloud', 'pos.example', { type: 'other' }, ['http'])
const printers = [5, 6, 7].map((n) => pretendDevice(`printer-${n}`, `10.9.0.${n}`))

async function watchOver(...devices: Parameters<HeldBelt['set']>[0]): Promise<HeldBelt> {
  const belt = await holdBelt()
  await belt.book.change((draft) => {
    draft.devices = devices
  })
  await belt.pass(minute)
  expect(await belt.story()).toEqual([])
  return belt
}
const causeOf = (belt: HeldBelt, id: string) => belt.running.watch.live(id)?.cause?.code ?? null

describe('the way out', () => {
  test('cut behind the gateway is exactly one entry, of the line, that names what hangs behind it', async () => {
    const belt = await watchOver(gateway, line, resolver, cloud, ...printers)
    belt.network.internet = false
    await belt.pass(5 * minute)
    expect(await belt.story()).toEqual(['isp_down line …'])
    expect([causeOf(belt, 'resolver'), causeOf(belt, 'cloud')]).toEqual(['parent_down', 'parent_down'])
    const children = (await belt.entries())[0]?.detail.children as { id: string }[]
    expect(children.map(({ id }) => id).sort()).toEqual(['cloud', 'resolver'])
    belt.network.internet = true
    await belt.pass(2 * minute)
    expect(await belt.story()).toEqual(['isp_down line'])
    expect(belt.running.watch.live('cloud')?.state).toBe('up')
  })

  test('cut at the gateway is exactly one entry, of the gateway; what its subnet holds is not touched', async () => {
    const belt = await watchOver(gateway, line, resolver, cloud, ...printers)
    belt.network.silent.add('10.9.0.1')
    await belt.pass(5 * minute)
    expect(await belt.story()).toEqual(['gateway_down gateway …'])
    expect([causeOf(belt, 'line'), causeOf(belt, 'resolver'), causeOf(belt, 'cloud')]).toEqual(
      Array(3).fill('parent_down'),
    )
    expect(belt.running.watch.live('printer-5')?.state).toBe('up')
  })
})

describe('a device of our own subnet', () => {
  test('has an entry of its own while anything else there answers', async () => {
    const belt = await watchOver(gateway, line, ...printers)
    belt.network.silent.add('10.9.0.1').add('10.9.0.5')
    await belt.pass(3 * minute)
    expect((await belt.story()).sort()).toEqual(['gateway_down gateway …', 'no_answer printer-5 …'])
  })

  test('folds into the gateway when nothing answers, so that one entry counts', async () => {
    const belt = await watchOver(gateway, line, ...printers)
    for (const n of [1, 5, 6, 7]) belt.network.silent.add(`10.9.0.${n}`)
    await belt.pass(5 * minute)
    const counting = (await belt.entries()).filter((entry) => entry.explainedBy === null)
    expect(counting.map(({ cause }) => cause)).toEqual(['gateway_down'])
    expect(['line', 'printer-5', 'printer-6', 'printer-7'].map((id) => causeOf(belt, id))).toEqual(
      Array(4).fill('parent_down'),
    )
    for (const n of [1, 5, 6, 7]) belt.network.silent.delete(`10.9.0.${n}`)
    await belt.pass(2 * minute)
    expect(await belt.store.journal.openEntries()).toEqual([])
  })

  test('that is the switch behind which the gateway hangs does not hang behind the gateway', async () => {
    const belt = await watchOver({ ...gateway, parentId: 'switch' }, pretendDevice('switch', '10.9.0.2'))
    belt.network.silent.add('10.9.0.1').add('10.9.0.2')
    await belt.pass(minute)
    expect(await belt.story()).toEqual(['no_answer switch …'])
    expect(causeOf(belt, 'gateway')).toBe('parent_down')
  })
})

describe('a parent', () => {
  test('that is out of service explains nothing', async () => {
    const belt = await watchOver(
      pretendDevice('switch', '10.9.0.2', { inService: false }),
      pretendDevice('kitchen', '10.9.0.5', { parentId: 'switch' }),
    )
    belt.network.silent.add('10.9.0.2').add('10.9.0.5')
    await belt.pass(minute)
    expect(await belt.story()).toEqual(['no_answer kitchen …'])
  })

  test('that hangs behind another explains with it: three that are silent, one entry', async () => {
    const belt = await watchOver(
      pretendDevice('switch', '10.9.0.2'),
      pretendDevice('hub', '10.9.0.3', { parentId: 'switch' }),
      pretendDevice('kitchen', '10.9.0.5', { parentId: 'hub' }),
    )
    for (const n of [2, 3, 5]) belt.network.silent.add(`10.9.0.${n}`)
    await belt.pass(2 * minute)
    expect(await belt.story()).toEqual(['no_answer switch …'])
    const children = (await belt.entries())[0]?.detail.children as { id: string }[]
    expect(children.map(({ id }) => id).sort()).toEqual(['hub', 'kitchen'])
  })

  test('that dies takes with it a child whose port had failed before: that stays the child’s only entry', async () => {
    const kitchen = pretendDevice('kitchen', '10.9.0.5', { parentId: 'switch' }, ['icmp', 'tcp'])
    const belt = await watchOver(pretendDevice('switch', '10.9.0.2'), kitchen)
    belt.network.silent.add('tcp 10.9.0.5')
    await belt.pass(5 * minute)
    belt.network.silent.add('10.9.0.2').add('10.9.0.5')
    await belt.pass(2 * minute)
    expect((await belt.story()).sort()).toEqual(['no_answer switch …', 'port_silent kitchen …'])
    belt.network.silent.clear()
    await belt.pass(2 * minute)
    expect(await belt.store.journal.openEntries()).toEqual([])
  })

  test('without a verdict is waited for twenty seconds, no longer', async () => {
    const slow = pretendDevice('switch', '10.9.0.2')
    const probes = slow.probes.map((probe) => ({ ...probe, timeoutMs: 10_000, attempts: 5, everySeconds: 3600 }))
    const belt = await watchOver({ ...slow, probes }, pretendDevice('kitchen', '10.9.0.5', { parentId: 'switch' }))
    belt.network.silent.add('10.9.0.2').add('10.9.0.5')
    const before = belt.clock.now()
    await belt.pass(40 * second)
    const [entry] = await belt.entries()
    expect(entry).toMatchObject({ deviceId: 'kitchen', cause: 'no_answer' })
    // Its turn within ten seconds, five for its attempts, and the wait: the entry begins with the end of its check.
    expect(Date.parse(entry?.at ?? '') - before).toBeLessThanOrEqual(35 * second)
    expect(causeOf(belt, 'switch')).toBeNull()
    await belt.pass(2 * minute)
    const counting = (await belt.entries()).filter((one) => one.explainedBy === null)
    expect(counting.map(({ deviceId }) => deviceId)).toEqual(['switch'])
  })

  test('that answered just before it took a child with it is looked at once more, and explains the child', async () => {
    const belt = await watchOver(
      pretendDevice('switch', '10.9.0.2'),
      pretendDevice('kitchen', '10.9.0.5', { parentId: 'switch' }),
    )
    const asked = (at: string) => belt.network.looks.includes(`icmp ${at}`)
    belt.network.silent.add('10.9.0.5')
    belt.network.looks = []
    while (!asked('10.9.0.5') || !asked('10.9.0.2')) await belt.pass(second / 2)
    belt.network.silent.add('10.9.0.2')
    await belt.pass(minute)
    expect(await belt.story()).toEqual(['no_answer switch …'])
    expect(causeOf(belt, 'kitchen')).toBe('parent_down')
  })
})

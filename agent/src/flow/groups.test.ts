import { expect, test } from 'vitest'
import { HandClock } from '../../test/fakes/hand-clock.ts'
import { type HeldBelt, holdBelt } from '../../test/fakes/held-belt.ts'
import { PretendNetwork, pretendDevice } from '../../test/fakes/pretend-network.ts'

const second = 1000
const minute = 60 * second
const gateway = pretendDevice('gateway', '10.9.0.1', { type: 'router', role: 'gateway' }, ['gateway'])
const members = [5, 6, 7].map((n) => pretendDevice(`printer-${n}`, `10.9.0.${n}`))
const other = pretendDevice('bar', '10.9.0.20')
const switched = ['10.9.0.5', '10.9.0.6', '10.9.0.7']

async function venue(): Promise<HeldBelt> {
  const clock = new HandClock('2026-11-21T10:00:00.000Z')
  const belt = await holdBelt({ clock, network: new PretendNetwork(clock) })
  await belt.book.change((draft) => {
    draft.devices = [gateway, ...members, other]
  })
  await belt.pass(minute)
  return belt
}
async function powerCut(belt: HeldBelt, addresses: readonly string[] = switched): Promise<void> {
  for (const address of addresses) belt.network.silent.add(address)
  await belt.pass(40 * second)
}
async function powerBack(belt: HeldBelt): Promise<void> {
  belt.network.silent.clear()
  await belt.pass(40 * second)
}
const causeOf = (belt: HeldBelt, id: string) => belt.running.watch.live(id)?.cause?.code ?? null
/** Without the answers that came late because the power came back between two attempts. */
const story = async (belt: HeldBelt) => (await belt.story()).filter((one) => !one.startsWith('check_retry')).toSorted()
const first = ['no_answer printer-5', 'no_answer printer-6', 'no_answer printer-7']
/** A venue whose switch has lost its power once. */
async function learnt(): Promise<HeldBelt> {
  const belt = await venue()
  await powerCut(belt)
  expect(await story(belt)).toEqual(first.map((one) => `${one} …`))
  await powerBack(belt)
  expect(await story(belt)).toEqual(first)
  return belt
}

test('devices that fall together have an entry each the first time, and one for all the next time', async () => {
  const belt = await learnt()
  await powerCut(belt)
  expect(await story(belt)).toEqual(['group_down agent …', ...first])
  const entry = (await belt.entries()).at(-1)
  expect(entry).toMatchObject({ kind: 'Offline', cause: 'group_down', deviceId: null })
  const children = entry?.detail.children as { id: string }[]
  expect(children.map(({ id }) => id).sort()).toEqual(['printer-5', 'printer-6', 'printer-7'])
  expect(members.map(({ id }) => causeOf(belt, id))).toEqual(Array(3).fill('parent_down'))
  expect(causeOf(belt, 'bar')).toBeNull()
  await powerBack(belt)
  expect(await story(belt)).toEqual(['group_down agent', ...first])
  expect(members.map(({ id }) => causeOf(belt, id))).not.toContain('parent_down')
})

test('a member that stays away when the others are back gets an entry of its own', async () => {
  const belt = await learnt()
  await powerCut(belt)
  belt.network.silent.delete('10.9.0.5')
  belt.network.silent.delete('10.9.0.6')
  await belt.pass(minute)
  expect(await story(belt)).toEqual(['group_down agent', ...first, 'no_answer printer-7 …'])
})

test('a member that falls alone has an entry of its own, without the wait of the others', async () => {
  const belt = await learnt()
  await powerCut(belt, ['10.9.0.6'])
  expect(await story(belt)).toEqual([...first, 'no_answer printer-6 …'].toSorted())
  const entry = (await belt.entries()).at(-1)
  expect(Date.parse(entry?.at ?? '') - belt.clock.now()).toBeGreaterThan(-35 * second)
})

test('members that fall one after the other are no group', async () => {
  const belt = await learnt()
  for (const address of switched) {
    await powerCut(belt, [address])
    await belt.pass(minute)
  }
  expect((await belt.story()).filter((one) => one.startsWith('group_down'))).toEqual([])
})

test('a group that is down outlasts a restart, and so does what was learnt', async () => {
  const belt = await learnt()
  await powerCut(belt)
  const { clock, network, folder } = belt
  await belt.stop()
  const next = await holdBelt({ clock, network, folder })
  await next.pass(minute)
  expect(await story(next)).toEqual(['group_down agent …', ...first])
  await powerBack(next)
  expect(await story(next)).toEqual(['group_down agent', ...first])
  await powerCut(next)
  expect(await story(next)).toEqual(['group_down agent', 'group_down agent …', ...first])
})

test('a group whose members were given a parent is none any more', async () => {
  const belt = await learnt()
  await belt.set([
    pretendDevice('switch', '10.9.0.2'),
    ...members.map((one) => ({ ...one, parentId: 'switch' })),
    other,
  ])
  await belt.pass(minute)
  await powerCut(belt, ['10.9.0.2', ...switched])
  expect(await story(belt)).toEqual([...first, 'no_answer switch …'])
})

test('when the whole subnet is silent with its gateway, that is the gateway’s', async () => {
  const belt = await learnt()
  await powerCut(belt, ['10.9.0.1', '10.9.0.20', ...switched])
  await belt.pass(minute)
  const open = (await belt.entries()).filter((entry) => entry.endedAt === null && entry.explainedBy === null)
  expect(open.map(({ cause }) => cause)).toEqual(['gateway_down'])
})

test('two that fall together are no group', async () => {
  const belt = await venue()
  for (const _ of [1, 2]) {
    await powerCut(belt, ['10.9.0.5', '10.9.0.6'])
    await powerBack(belt)
  }
  expect((await belt.story()).filter((one) => one.startsWith('group_down'))).toEqual([])
})

test('a group that a watched switch belongs to is found at once, with what hangs behind that switch', async () => {
  const behind = pretendDevice('behind', '10.9.0.30', { parentId: 'printer-5' })
  const belt = await learnt()
  await belt.book.change((draft) => {
    draft.devices = [gateway, ...members, other, behind]
  })
  await belt.pass(minute)
  const since = belt.clock.now()
  await powerCut(belt, [...switched, '10.9.0.30'])
  expect(await story(belt)).toEqual(['group_down agent …', ...first])
  const entry = (await belt.entries()).find(({ cause }) => cause === 'group_down')
  expect(entry?.detail.children).toContainEqual({ id: 'behind', name: 'behind' })
  // Ten seconds at most until the first is looked at, five for its attempts, and as long again for the others.
  expect(Date.parse(entry?.at ?? '') - since).toBeLessThanOrEqual(21 * second)
})

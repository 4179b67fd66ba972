import { describe, expect, test, vi } from 'vitest'
import { HandClock } from '../../test/fakes/hand-clock.ts'
import { ownFolder } from '../../test/fakes/own-folder.ts'
import { startReceiver } from '../../test/fakes/receiver.ts'
import { secret, webhookScene } from '../../test/fakes/webhook-scene.ts'
import { openSealer } from '../store/sealed.ts'
import type { Store } from '../store/types.ts'
import { aboutWebhook } from './webhooks.ts'

const [second, minute, hour] = [1000, 60_000, 3_600_000]
const schedule = [5 * second, 5 * minute, 30 * minute, 2 * hour, 5 * hour, 10 * hour, 14 * hour, 20 * hour, 24 * hour]

describe('an outage', () => {
  test('P37 of three days loses nothing: all arrive in their order, each with one id', async () => {
    const receiver = await startReceiver(() => 'drop')
    const scene = await webhookScene()
    await scene.hook(receiver.url)
    for (const id of ['one', 'two', 'three']) await scene.open(id)
    await scene.asleep()
    for (const wait of schedule.slice(0, -1)) await scene.later(wait)
    // Some 52 hours are over; more happens meanwhile.
    await scene.open('four')
    await scene.asleep()
    receiver.answer = () => 200
    await scene.later(24 * hour)
    await vi.waitFor(() => expect(receiver.got.filter(({ json }) => json.data.id === 'four')).toHaveLength(1))
    await scene.asleep()
    expect(receiver.got.map(({ json }) => json.data.id)).toEqual([...Array(10).fill('one'), 'two', 'three', 'four'])
    expect(new Set(receiver.got.map(({ id }) => id)).size).toBe(4)
    expect(new Set(receiver.got.slice(0, 10).map(({ body }) => body)).size).toBe(1)
    const { items } = await scene.store.webhooks.deliveries('hook', { limit: 50 })
    expect(items.map(({ state, attemptCount }) => [state, attemptCount])).toEqual([
      ['delivered', 1],
      ['delivered', 1],
      ['delivered', 1],
      ['delivered', 10],
    ])
  })

  test('of more than 76 hours switches the webhook off with a mail; what waits goes out once it is on again', async () => {
    const receiver = await startReceiver(() => 503)
    const scene = await webhookScene()
    await scene.hook(receiver.url)
    await scene.open('one')
    await scene.open('two')
    await scene.asleep()
    for (const wait of schedule) await scene.later(wait)
    expect(receiver.got).toHaveLength(10)
    const off = await scene.store.webhooks.get('hook')
    expect(off).toMatchObject({ active: false, offReason: 'gave_up', offAt: scene.clock.now(), waiting: 1 })
    expect(await scene.store.outbox.item('off-hook')).toMatchObject({ subject: 'gave_up', state: 'waiting' })
    await scene.open('three')
    await scene.later(24 * hour)
    expect(receiver.got).toHaveLength(10)

    receiver.answer = () => 204
    await scene.store.webhooks.change('hook', { active: true }, scene.clock.now())
    scene.delivery.wake()
    await scene.asleep()
    expect(receiver.got.slice(10).map(({ json }) => json.data.id)).toEqual(['two'])
    expect(await scene.store.webhooks.get('hook')).toMatchObject({ active: true, offReason: null, waiting: 0 })
  })

  test('over which the box was restarted goes on where it was', async () => {
    const receiver = await startReceiver(() => 500)
    const folder = ownFolder()
    const clock = new HandClock(new Date().toISOString())
    const before = await webhookScene({ folder, clock })
    await before.hook(receiver.url)
    await before.open('one')
    await before.asleep()
    await before.later(5 * second)
    await before.delivery.stop()
    await before.store.close()

    const after = await webhookScene({ folder, clock })
    await after.asleep()
    expect(receiver.got).toHaveLength(2)
    receiver.answer = () => 200
    await after.later(5 * minute)
    expect(receiver.got).toHaveLength(3)
    expect(new Set(receiver.got.map(({ id }) => id)).size).toBe(1)
    expect(await after.store.webhooks.get('hook')).toMatchObject({ waiting: 0, trouble: null })
  })
})

describe('a receiver', () => {
  test('that is gone for good switches its webhook off at once', async () => {
    const receiver = await startReceiver(() => 410)
    const scene = await webhookScene()
    await scene.hook(receiver.url)
    await scene.open('one')
    await scene.asleep()
    expect(await scene.store.webhooks.get('hook')).toMatchObject({ active: false, offReason: 'gone' })
    expect(await scene.store.outbox.item('off-hook')).not.toBeNull()
    expect(receiver.got).toHaveLength(1)
  })

  test('that is slow holds up no other, and hears one thing at a time', async () => {
    const slow = await startReceiver(() => 'hang')
    const quick = await startReceiver()
    const scene = await webhookScene({ timeoutMs: 500 })
    await scene.hook(slow.url, { id: 'slow' })
    await scene.hook(quick.url, { id: 'quick' })
    for (const id of ['one', 'two', 'three']) await scene.open(id)
    await vi.waitFor(() => expect(quick.got).toHaveLength(3))
    expect(slow.got).toHaveLength(1)
  })

  test('hears only of what it wants, and of nothing while it is off', async () => {
    const receiver = await startReceiver()
    const scene = await webhookScene()
    await scene.hook(receiver.url, { events: ['incident.closed'] })
    await scene.open('one')
    await scene.store.journal.apply([{ do: 'close_incident', id: 'one', at: scene.clock.now() }])
    scene.delivery.wake()
    await scene.asleep()
    expect(receiver.got.map(({ json }) => json.type)).toEqual(['incident.closed'])
    await scene.store.webhooks.change('hook', { active: false }, scene.clock.now())
    await scene.open('two')
    await scene.store.journal.apply([{ do: 'close_incident', id: 'two', at: scene.clock.now() }])
    expect(await scene.store.webhooks.get('hook')).toMatchObject({ waiting: 0 })
  })
})

test('what is sent again keeps its id, and waits behind the others', async () => {
  const receiver = await startReceiver()
  const scene = await webhookScene()
  await scene.hook(receiver.url)
  await scene.open('one')
  await scene.asleep()
  const first = receiver.got[0]?.id ?? ''
  receiver.answer = () => 500
  await scene.open('two')
  await scene.asleep()
  expect(await scene.store.webhooks.redeliver('hook', first, scene.clock.now())).toBe(true)
  scene.delivery.wake()
  await scene.asleep()
  receiver.answer = () => 200
  await scene.later(5 * second)
  await vi.waitFor(() => expect(receiver.got).toHaveLength(4))
  expect(receiver.got.map(({ json }) => json.data.id)).toEqual(['one', 'two', 'two', 'one'])
  expect(receiver.got[3]?.id).toBe(first)
  expect(await scene.store.webhooks.redeliver('hook', 'nothing', 0)).toBe(false)
})

test('after a rotation both secrets sign for a day, then the new one alone', async () => {
  const receiver = await startReceiver()
  const scene = await webhookScene()
  await scene.hook(receiver.url)
  const { secret: sealed = '' } = (await scene.store.webhooks.get('hook')) ?? {}
  const fresh = openSealer(scene.folder).seal(secret.replace('Bw', 'AA'), aboutWebhook('hook'))
  const until = scene.clock.now() + 24 * hour
  await scene.store.webhooks.change('hook', { secret: fresh, oldSecret: sealed, oldSecretUntil: until }, 0)
  await scene.open('one')
  await scene.asleep()
  await scene.later(24 * hour)
  await scene.open('two')
  await scene.asleep()
  const counts = receiver.got.map(({ headers }) => headers['webhook-signature']?.split(' ').length)
  expect(counts).toEqual([2, 1])
})

test('a clock that is put back by years does not put a delivery off by years', async () => {
  const receiver = await startReceiver(() => 500)
  const scene = await webhookScene()
  await scene.hook(receiver.url)
  await scene.open('one')
  await scene.asleep()
  scene.clock.jump(-1000 * 24 * hour)
  await scene.later(minute)
  expect(receiver.got).toHaveLength(2)
})

test('a secret that cannot be opened sends nothing unsigned, and says so', async () => {
  const receiver = await startReceiver()
  const scene = await webhookScene()
  await scene.hook(receiver.url)
  await scene.store.webhooks.change('hook', { secret: 'v1.AAAA' }, 0)
  await scene.open('one')
  await scene.asleep()
  expect(receiver.got).toEqual([])
  expect(await scene.store.webhooks.get('hook')).toMatchObject({ trouble: { error: 'secret_lost', attempts: 1 } })
})

describe('the activity log', () => {
  const entries = async ({ store }: { store: Store }) => {
    const { items } = await store.journal.list({}, { limit: 50 })
    return items.map(({ cause, kind, attempts, endedAt, detail }) => ({ cause, kind, attempts, endedAt, detail }))
  }

  test('has one Retry for a delivery that is tried again, over once it is taken, also after a restart', async () => {
    const receiver = await startReceiver(() => 503)
    const folder = ownFolder()
    const clock = new HandClock(new Date().toISOString())
    const before = await webhookScene({ folder, clock })
    await before.hook(`${receiver.url}/secret-path`)
    await before.open('one')
    await before.asleep()
    await before.later(5 * second)
    const [retry, ...others] = await entries(before)
    expect(others).toEqual([])
    expect(retry).toMatchObject({ cause: 'webhook_retry', kind: 'Retry', attempts: 2, endedAt: null })
    expect(retry?.detail).toMatchObject({
      event: 'incident.opened',
      error: 'HTTP 503',
      host: new URL(receiver.url).host,
    })
    expect(JSON.stringify(retry)).not.toContain('secret-path')
    await before.delivery.stop()
    await before.store.close()

    const after = await webhookScene({ folder, clock })
    receiver.answer = () => 204
    await after.later(5 * minute)
    await vi.waitFor(async () => expect(await entries(after)).toMatchObject([{ cause: 'webhook_retry', attempts: 2 }]))
    await vi.waitFor(async () => expect((await entries(after))[0]?.endedAt).not.toBeNull())
  })

  test('has one Error for a delivery that is given up, and no Retry of a webhook that is gone', async () => {
    const receiver = await startReceiver(() => 410)
    const scene = await webhookScene()
    await scene.hook(receiver.url)
    await scene.open('one')
    await vi.waitFor(async () =>
      expect(await entries(scene)).toMatchObject([{ cause: 'webhook_failed', kind: 'Error', attempts: 1 }]),
    )
    receiver.answer = () => 500
    await scene.hook(receiver.url, { id: 'other' })
    await scene.open('two')
    await vi.waitFor(async () => expect((await entries(scene)).map(({ cause }) => cause)).toContain('webhook_retry'))
    await scene.asleep()
    await scene.store.webhooks.remove('other')
    scene.delivery.wake()
    await vi.waitFor(async () => expect((await entries(scene)).every(({ endedAt }) => endedAt !== null)).toBe(true))
  })
})

import { join } from 'node:path'
import type { WebhookEvent } from '@sereno/shared/webhook.ts'
import { expect, it } from 'vitest'
import { ownFolder } from '../../test/fakes/own-folder.ts'
import { ownStore } from '../../test/fakes/own-store.ts'
import { openDatabase } from './open-database.ts'
import { pruneStep } from './sql/prune.ts'
import { raise } from './sql/raise.ts'
import { listDeliveries, settleDelivery } from './sql/webhook-deliveries.ts'
import { addWebhook, changeWebhook, webhookOf } from './sql/webhooks.ts'

const dayMs = 86_400_000
const hook = (id: string) => ({
  id,
  url: 'https://example.com/',
  events: ['incident.opened'] as WebhookEvent[],
  active: true,
  allowPrivateAddress: false,
  secret: 'v1.x',
  oldSecret: null,
  oldSecretUntil: null,
  createdAt: 1,
  createdBy: 'ana',
  offReason: null,
  offAt: null,
})

function withHook() {
  const { db } = openDatabase(join(ownFolder(), 'sereno.db'), 0)
  addWebhook(db, hook('w1'))
  return db
}
const states = (db: ReturnType<typeof withHook>) =>
  listDeliveries(db, 'w1', { limit: 50 })
    .items.toReversed()
    .map(({ state }) => state)

it('where more wait than may, the oldest that nobody sends gives way, stands in the log, and can be sent again', () => {
  const db = withHook()
  for (let n = 0; n < 5; n += 1) raise(db, 'incident.opened', `i${n}`, n, 3)
  expect(states(db)).toEqual(['pending', 'failed', 'failed', 'pending', 'pending'])
  const failed = listDeliveries(db, 'w1', { limit: 5, state: 'failed' }).items
  expect(failed[0]?.attempts).toMatchObject([{ error: 'queue_full', status: null }])
  db.close()
})

it('one event of one subject is told once, however often it is written', () => {
  const db = withHook()
  for (let time = 0; time < 3; time += 1) raise(db, 'incident.opened', 'i1', time)
  raise(db, 'incident.closed', 'i1', 9)
  expect(states(db)).toEqual(['pending'])
  db.close()
})

it('what is over goes after thirty days, and what waits only where its webhook is off', () => {
  const db = withHook()
  const retention = { activityDays: 400, minutesDays: 14, hoursDays: 400, chatsDays: 180 }
  raise(db, 'incident.opened', 'over', 0)
  const [over] = listDeliveries(db, 'w1', { limit: 1 }).items
  const attempt = { at: '2026-11-22T10:00:00.000Z', status: 204, ms: 1, error: null, answer: '' }
  settleDelivery(db, over?.id ?? '', { state: 'delivered', attempt, at: 5, nextAt: 5 })
  raise(db, 'incident.opened', 'waits', 1)
  while (pruneStep(db, retention, 30 * dayMs)) expect(states(db)).toHaveLength(2)
  while (pruneStep(db, retention, 31 * dayMs));
  expect(states(db)).toEqual(['pending'])
  changeWebhook(db, 'w1', { active: false }, 0)
  while (pruneStep(db, retention, 31 * dayMs));
  expect(states(db)).toEqual([])
  expect(webhookOf(db, 'w1')).toMatchObject({ waiting: 0 })
  db.close()
})

it('a webhook that is removed takes its deliveries along, and what became of one just then is nobody’s', async () => {
  const store = await ownStore()
  await store.webhooks.add(hook('w1'))
  const id = await store.webhooks.enqueue('w1', 'test', 't1', 5)
  expect(await store.webhooks.remove('w1')).toBe(true)
  const attempt = { at: '2026-11-22T10:00:00.000Z', status: 204, ms: 1, error: null, answer: '' }
  await store.webhooks.settle(id, { state: 'delivered', attempt, at: 6, nextAt: 6 })
  expect(await store.webhooks.unmade()).toEqual([])
  expect(await store.webhooks.remove('w1')).toBe(false)
})

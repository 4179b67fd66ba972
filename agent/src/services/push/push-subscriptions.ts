import { createHash } from 'node:crypto'
import { say } from '@sereno/shared/locales/index.ts'
import { mostPushSubscriptions, type PushSubscriptionInput, type PushSubscriptionView } from '@sereno/shared/push.ts'
import { iso, isoOrNull } from '../../clock.ts'
import { makeId } from '../../store/make-id.ts'
import type { PushSubscriptionRecord } from '../../store/push-types.ts'
import { noteChanges } from '../audit/note.ts'
import { Fault } from '../fault.ts'
import type { Caller, House } from '../house.ts'
import { problemsOf } from '../overview/problems.ts'
import type { Visitor } from '../tries.ts'
import { findUser } from '../users/find-user.ts'
import { languageTo } from '../users/letter-to.ts'
import { deliveriesTo } from './push-message.ts'

const testTtlMs = 5 * 60_000

const viewOf = (record: PushSubscriptionRecord): PushSubscriptionView => ({
  id: record.id,
  browser: record.browser,
  createdAt: iso(record.createdAt),
  lastDeliveredAt: isoOrNull(record.lastDeliveredAt),
  lastFault: record.lastFault,
  fingerprint: createHash('sha256').update(record.endpoint).digest('hex'),
})

/** A person's browsers that get pushes. */
export async function listPushSubscriptions(house: House, { userId }: Caller) {
  const publicKey = await house.push.publicKey()
  return { publicKey, items: (await house.store.push.list(userId)).map(viewOf) }
}

/**
 * Sends a person's pushes to a browser, for as long as nobody signs out in it.
 * @throws {Fault} `invalid` where the endpoint leads where nobody may call, `not_signed_in` where the session is over
 */
export async function addPushSubscription(
  house: House,
  { userId, sessionId }: Caller,
  { endpoint, keys, allow }: PushSubscriptionInput,
  { browser }: Visitor,
): Promise<PushSubscriptionView> {
  const why = await house.push.check(endpoint)
  if (why === 'refused' || why === 'never')
    throw new Fault('invalid', { fields: [{ path: 'endpoint', message: 'push_endpoint' }] })
  const added = await house.store.push.add(
    { id: makeId(), userId, sessionId, endpoint, ...keys, browser, createdAt: house.clock.now() },
    mostPushSubscriptions,
  )
  if (added === null) throw new Fault('not_signed_in')
  if (allow) await allowPush(house, userId)
  // Where to push and with which keys is nobody's to read, not even in the log of changes.
  noteChanges({}, { id: added.id, browser })
  return viewOf(added)
}

async function allowPush({ store }: House, userId: string): Promise<void> {
  const choices = await store.notifications.of(userId)
  if (choices.allow.push) return
  const after = { ...choices, allow: { ...choices.allow, push: true } }
  await store.notifications.set(userId, after)
  noteChanges({ allow: choices.allow }, { allow: after.allow })
}

/** @throws {Fault} `not_found` where it is not theirs */
export async function removePushSubscription(house: House, { userId }: Caller, id: string): Promise<void> {
  if (!(await house.store.push.remove(userId, id))) throw new Fault('not_found')
}

/** Also in quiet hours, and where pushes are not allowed: a person asks for it. @throws {Fault} `not_found` where it is not theirs */
export async function testPush(house: House, { userId }: Caller, id: string): Promise<void> {
  const mine = await house.store.push.list(userId)
  if (!mine.some((one) => one.id === id)) throw new Fault('not_found')
  const language = languageTo(house, await findUser(house, userId))
  const told = {
    title: say(language, 'alert.test.title'),
    body: say(language, 'alert.test.body'),
    about: 'test',
    url: '/me#push',
    urgency: 'high',
    ttlMs: testTtlMs,
  } as const
  const open = problemsOf(await house.store.journal.openOutlines()).length
  const now = house.clock.now()
  await house.store.push.enqueue(deliveriesTo([id], told, { language, open, at: now, now }))
  house.push.wake()
}

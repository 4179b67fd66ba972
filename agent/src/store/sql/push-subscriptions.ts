import type { Database } from '../database.ts'
import { pushKeysKey } from '../keep-keys.ts'
import type { NewPushSubscription, PushReader, PushSubscriptionRecord } from '../push-types.ts'
import { keepAll, kept } from './keep.ts'
import { type SubscriptionRow, toSubscription } from './push-row.ts'
import { userOf } from './users.ts'

export function pushKeys(db: Database): string | null {
  const sealed = kept(db, pushKeysKey)
  return typeof sealed === 'string' ? sealed : null
}

export function setPushKeys(db: Database, sealed: string, before: string | null): string {
  const now = pushKeys(db)
  if (now !== null && now !== before) return now
  keepAll(db, { [pushKeysKey]: sealed })
  db.run('DELETE FROM push_subscriptions')
  return sealed
}

export function addPushSubscription(
  db: Database,
  subscription: NewPushSubscription,
  most: number,
): PushSubscriptionRecord | null {
  const { sessionId, endpoint, userId } = subscription
  if (sessionId !== null && db.get('SELECT 1 FROM sessions WHERE id = :sessionId', { sessionId }) === undefined)
    return null
  // What waits for another person is not for this one to read.
  db.run('DELETE FROM push_subscriptions WHERE endpoint = :endpoint AND user_id <> :userId', { endpoint, userId })
  const row = db.get<SubscriptionRow>(
    `INSERT INTO push_subscriptions (id, user_id, session_id, endpoint, p256dh, auth, browser, created_at)
     VALUES (:id, :userId, :sessionId, :endpoint, :p256dh, :auth, :browser, :createdAt)
     ON CONFLICT (endpoint) DO UPDATE SET session_id = excluded.session_id, p256dh = excluded.p256dh,
       auth = excluded.auth, browser = excluded.browser, last_fault = NULL
     RETURNING *`,
    { ...subscription },
  )
  db.run(
    `DELETE FROM push_subscriptions WHERE user_id = :userId AND id <> :id AND sequence NOT IN
       (SELECT sequence FROM push_subscriptions WHERE user_id = :userId AND id <> :id ORDER BY sequence DESC LIMIT :others)`,
    { userId, id: row?.id ?? '', others: most - 1 },
  )
  return row === undefined ? null : toSubscription(row)
}

/** Newest first. */
export const listPushSubscriptions = (db: Database, userId: string): PushSubscriptionRecord[] =>
  db
    .all<SubscriptionRow>('SELECT * FROM push_subscriptions WHERE user_id = :userId ORDER BY sequence DESC', { userId })
    .map(toSubscription)

export const removePushSubscription = (db: Database, userId: string, id: string): boolean =>
  db.run('DELETE FROM push_subscriptions WHERE id = :id AND user_id = :userId', { id, userId }) === 1

/** Of those who may come in. */
export const pushReaders = (db: Database): PushReader[] =>
  db
    .all<{ user_id: string; ids: string }>(
      `SELECT user_id, json_group_array(push_subscriptions.id) AS ids FROM push_subscriptions
       JOIN users ON users.id = user_id WHERE users.disabled_at IS NULL GROUP BY user_id`,
    )
    .flatMap(({ user_id: userId, ids }) => {
      const user = userOf(db, userId)
      return user === null ? [] : [{ user, subscriptionIds: JSON.parse(ids) as string[] }]
    })

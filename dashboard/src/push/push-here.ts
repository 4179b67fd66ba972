import type { PushSubscriptionView } from '@sereno/shared/push.ts'
import { type Answer, call, type Trouble } from '../api.ts'
import { registerWorker } from '../page-worker.ts'
import { t } from '../words.ts'
import { isApple, isSameKey, type PushFacts } from './push-state.ts'

/** Browsers of mine that get pushes, and this one among them. */
export interface MyPushes {
  items: PushSubscriptionView[]
  /** Of this browser; `null` where it gets none of mine. */
  hereId: string | null
  facts: PushFacts
}

const isSupported = () =>
  isSecureContext && 'serviceWorker' in navigator && 'PushManager' in globalThis && 'Notification' in globalThis

const isStandalone = () =>
  ('standalone' in navigator && navigator.standalone === true) || matchMedia('(display-mode: standalone)').matches

async function subscriptionHere(): Promise<PushSubscription | null> {
  if (!isSupported()) return null
  const worker = await navigator.serviceWorker.getRegistration('/')
  return (await worker?.pushManager.getSubscription()) ?? null
}

async function fingerprintOf(endpoint: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(endpoint))
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** How pushes stand, here and in my other browsers. */
export async function myPushes(): Promise<Answer<MyPushes>> {
  const answer = await call('GET /api/v1/me/push-subscriptions')
  if (!answer.ok) return answer
  const { items, publicKey } = answer.value
  const mine = await subscriptionHere().catch(() => null)
  const fingerprint = mine === null ? '' : await fingerprintOf(mine.endpoint)
  const here = items.find((one) => one.fingerprint === fingerprint)
  const isOurs = mine !== null && isSameKey(mine.options.applicationServerKey, publicKey)
  const facts: PushFacts = {
    secure: isSecureContext,
    supported: isSupported(),
    apple: isApple(navigator.userAgent, navigator.maxTouchPoints),
    standalone: isStandalone(),
    permission: isSupported() ? Notification.permission : 'default',
    subscription: mine === null ? 'none' : isOurs ? (here === undefined ? 'unknown' : 'known') : 'other_key',
  }
  return { ok: true, value: { items, hereId: here?.id ?? null, facts } }
}

/** Why a browser gave no subscription: nothing of the agent's. */
const ownTrouble = (): Trouble => ({
  status: 0,
  code: 'push_service',
  title: t('push.no_service'),
  detail: t('push.no_service_text'),
  errors: [],
  retryAfterSeconds: null,
})

/** Asks the person, which a browser lets us only at a press, and then subscribes. `null`: they did not allow it. */
export async function subscribeHere(): Promise<Answer<PushSubscriptionView> | null> {
  if ((await Notification.requestPermission()) !== 'granted') return null
  const known = await call('GET /api/v1/me/push-subscriptions')
  if (!known.ok) return known
  const subscription = await freshSubscription(known.value.publicKey).catch(() => null)
  const { endpoint, keys } = subscription?.toJSON() ?? {}
  if (endpoint === undefined || keys === undefined) return { ok: false, trouble: ownTrouble() }
  const { p256dh = '', auth = '' } = keys
  return call('POST /api/v1/me/push-subscriptions', { body: { endpoint, keys: { p256dh, auth } } })
}

async function freshSubscription(publicKey: string): Promise<PushSubscription> {
  await registerWorker()
  const { pushManager } = await navigator.serviceWorker.ready
  const before = await pushManager.getSubscription()
  if (before !== null && !isSameKey(before.options.applicationServerKey, publicKey)) await before.unsubscribe()
  return pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: publicKey })
}

/** Ends pushes to one of my browsers; in this one the browser forgets its subscription, too. */
export async function endPushes(id: string, isHere: boolean): Promise<Answer<unknown>> {
  const answer = await call('DELETE /api/v1/me/push-subscriptions/:id', { params: { id } })
  if (answer.ok && isHere) await (await subscriptionHere())?.unsubscribe().catch(() => false)
  return answer
}

/** Hears when the person allows or blocks notifications, wherever they do it. @returns what ends it */
export function onPermission(changed: () => void): () => void {
  const end = new AbortController()
  const { signal } = end
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && changed(), { signal })
  if (isSupported())
    void navigator.permissions.query({ name: 'notifications' }).then(
      (status) => status.addEventListener('change', changed, { signal }),
      () => {},
    )
  return () => end.abort()
}

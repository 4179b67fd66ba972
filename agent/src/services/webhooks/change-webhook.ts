import { randomBytes } from 'node:crypto'
import { oldSecretHours, type Webhook, type WebhookInput, type WebhookPatch } from '@sereno/shared/webhook.ts'
import { aboutWebhook } from '../../flow/webhooks.ts'
import { makeId } from '../../store/make-id.ts'
import { Fault } from '../fault.ts'
import type { Caller, House } from '../house.ts'
import { withoutUndefined } from '../without-undefined.ts'
import { findWebhook, getWebhook } from './webhook-view.ts'

type WithSecret = Webhook & { secret: string }

const newSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`

/** @throws {Fault} `webhooks_full`, `invalid` where its URL leads where nobody may call */
export async function addWebhook(house: House, caller: Caller, input: WebhookInput): Promise<WithSecret> {
  await mustBeGood(house, input.url, input.allowPrivateAddress)
  const id = makeId()
  const secret = newSecret()
  const isAdded = await house.store.webhooks.add({
    id,
    ...input,
    secret: house.sealer.seal(secret, aboutWebhook(id)),
    oldSecret: null,
    oldSecretUntil: null,
    createdAt: house.clock.now(),
    createdBy: caller.userId,
    offReason: null,
    offAt: null,
  })
  if (!isAdded) throw new Fault('webhooks_full')
  return { ...(await getWebhook(house, id)), secret }
}

/** @throws {Fault} `not_found`, `invalid` where its URL leads where nobody may call */
export async function changeWebhook(house: House, id: string, patch: WebhookPatch): Promise<Webhook> {
  const { url, allowPrivateAddress } = { ...(await findWebhook(house, id)), ...withoutUndefined(patch) }
  if (patch.url !== undefined || patch.allowPrivateAddress !== undefined)
    await mustBeGood(house, url, allowPrivateAddress)
  await house.store.webhooks.change(id, withoutUndefined(patch), house.clock.now())
  house.webhooks.wake()
  return getWebhook(house, id)
}

/** Makes a new secret; the one before it signs too for a day. @throws {Fault} `not_found` */
export async function rotateSecret(house: House, id: string): Promise<WithSecret> {
  const { secret: oldSecret } = await findWebhook(house, id)
  const secret = newSecret()
  const now = house.clock.now()
  const change = {
    secret: house.sealer.seal(secret, aboutWebhook(id)),
    oldSecret,
    oldSecretUntil: now + oldSecretHours * 3_600_000,
  }
  await house.store.webhooks.change(id, change, now)
  return { ...(await getWebhook(house, id)), secret }
}

/** @throws {Fault} `not_found` */
export async function removeWebhook(house: House, id: string): Promise<void> {
  if (!(await house.store.webhooks.remove(id))) throw new Fault('not_found')
  house.webhooks.wake()
}

/** A name that leads nowhere today may do so tomorrow: it is looked at again before each call. */
async function mustBeGood(house: House, url: string, allowPrivateAddress: boolean): Promise<void> {
  const why = await house.webhooks.check(url, allowPrivateAddress)
  if (why === 'refused' || why === 'never')
    throw new Fault('invalid', { fields: [{ path: 'url', message: `webhook_${why}` }] })
}

import type { Webhook } from '@sereno/shared/webhook.ts'
import { iso, isoOrNull } from '../../clock.ts'
import type { WebhookStanding } from '../../store/webhook-types.ts'
import { Fault } from '../fault.ts'
import type { House } from '../house.ts'

/** @throws {Fault} `not_found` */
export async function findWebhook(house: House, id: string): Promise<WebhookStanding> {
  const found = await house.store.webhooks.get(id)
  if (found === null) throw new Fault('not_found')
  return found
}

/** A webhook as the API shows it, without its secret. */
export async function webhookView(house: House, webhook: WebhookStanding): Promise<Webhook> {
  const { oldSecretUntil } = webhook
  return {
    id: webhook.id,
    url: webhook.url,
    events: webhook.events,
    active: webhook.active,
    allowPrivateAddress: webhook.allowPrivateAddress,
    createdAt: iso(webhook.createdAt),
    createdBy: (await house.store.people.user(webhook.createdBy))?.fullName ?? null,
    offReason: webhook.offReason,
    offAt: isoOrNull(webhook.offAt),
    oldSecretUntil: oldSecretUntil === null || oldSecretUntil <= house.clock.now() ? null : iso(oldSecretUntil),
    waiting: webhook.waiting,
    trouble: webhook.active ? webhook.trouble : null,
    lastDeliveredAt: isoOrNull(webhook.lastDeliveredAt),
  }
}

export const getWebhook = async (house: House, id: string): Promise<Webhook> =>
  webhookView(house, await findWebhook(house, id))

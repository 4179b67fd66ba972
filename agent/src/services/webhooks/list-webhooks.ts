import type { Page } from '@sereno/shared/field.ts'
import type { DeliveryState, Webhook, WebhookDelivery } from '@sereno/shared/webhook.ts'
import type { PageRequest } from '../../store/page-request.ts'
import type { House } from '../house.ts'
import { findWebhook, webhookView } from './webhook-view.ts'

export async function listWebhooks(house: House, page: PageRequest): Promise<Page<Webhook>> {
  const { items, nextCursor } = await house.store.webhooks.list(page)
  return { items: await Promise.all(items.map((one) => webhookView(house, one))), nextCursor }
}

/** @throws {Fault} `not_found` */
export async function listDeliveries(
  house: House,
  id: string,
  query: PageRequest & { state?: DeliveryState | undefined },
): Promise<Page<WebhookDelivery>> {
  await findWebhook(house, id)
  return house.store.webhooks.deliveries(id, query)
}

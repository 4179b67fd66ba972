import { makeId } from '../../store/make-id.ts'
import { Fault } from '../fault.ts'
import type { House } from '../house.ts'
import { findWebhook } from './webhook-view.ts'

/** Puts a `test` into the queue. @throws {Fault} `not_found`, `webhook_off` */
export async function testWebhook(house: House, id: string): Promise<{ deliveryId: string }> {
  await mustBeOn(house, id)
  const deliveryId = await house.store.webhooks.enqueue(id, 'test', makeId(), house.clock.now())
  house.webhooks.wake()
  return { deliveryId }
}

/** Sends a delivery again. @throws {Fault} `not_found`, `webhook_off` */
export async function redeliver(house: House, id: string, deliveryId: string): Promise<{ deliveryId: string }> {
  await mustBeOn(house, id)
  if (!(await house.store.webhooks.redeliver(id, deliveryId, house.clock.now()))) throw new Fault('not_found')
  house.webhooks.wake()
  return { deliveryId }
}

async function mustBeOn(house: House, id: string): Promise<void> {
  if (!(await findWebhook(house, id)).active) throw new Fault('webhook_off')
}

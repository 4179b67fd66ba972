import type { webhookContracts } from '@sereno/shared/api/webhooks.ts'
import type { House } from '../../services/house.ts'
import { addWebhook, changeWebhook, removeWebhook, rotateSecret } from '../../services/webhooks/change-webhook.ts'
import { listDeliveries, listWebhooks } from '../../services/webhooks/list-webhooks.ts'
import { redeliver, testWebhook } from '../../services/webhooks/send-webhook.ts'
import { getWebhook } from '../../services/webhooks/webhook-view.ts'
import type { Handlers } from '../handlers.ts'
import { idOf } from '../id-of.ts'

/** Calls of ours to programs of others. */
export const webhookRoutes = (house: House): Handlers<keyof typeof webhookContracts> => ({
  'webhooks.list': ({ query }) => listWebhooks(house, query),
  'webhooks.add': ({ caller, body }) => addWebhook(house, caller, body),
  'webhooks.get': (call) => getWebhook(house, idOf(call)),
  'webhooks.change': (call) => changeWebhook(house, idOf(call), call.body),
  'webhooks.remove': async (call) => {
    await removeWebhook(house, idOf(call))
    return undefined
  },
  'webhooks.rotate': (call) => rotateSecret(house, idOf(call)),
  'webhooks.test': (call) => testWebhook(house, idOf(call)),
  'webhooks.deliveries': (call) => listDeliveries(house, idOf(call), call.query),
  'webhooks.redeliver': (call) => redeliver(house, idOf(call), call.params.deliveryId ?? ''),
})

import { z } from 'zod'
import { id, listOf, page } from '../field.ts'
import { deliveryState, webhook, webhookDelivery, webhookInput, webhookPatch, webhookWithSecret } from '../webhook.ts'
import { admins, contracts } from './contract.ts'

const base = '/api/v1/webhooks'
const access = { scope: 'admin', roles: admins } as const

/** Calls that Sereno makes to programs of others when something happens. */
export const webhookContracts = contracts({
  'webhooks.list': {
    method: 'GET',
    path: base,
    access,
    summary: 'Webhooks, newest first',
    query: z.strictObject(page),
    status: 200,
    response: listOf(webhook),
  },
  'webhooks.add': {
    method: 'POST',
    path: base,
    access,
    summary: 'Add a webhook; its secret is in this answer and nowhere else',
    body: webhookInput,
    status: 201,
    response: webhookWithSecret,
  },
  'webhooks.get': {
    method: 'GET',
    path: `${base}/:id`,
    access,
    summary: 'A webhook',
    status: 200,
    response: webhook,
  },
  'webhooks.change': {
    method: 'PATCH',
    path: `${base}/:id`,
    access,
    summary: 'Change a webhook. One that is switched on again goes on with what waits',
    body: webhookPatch,
    status: 200,
    response: webhook,
  },
  'webhooks.remove': {
    method: 'DELETE',
    path: `${base}/:id`,
    access,
    summary: 'Remove a webhook with its deliveries',
    status: 204,
    response: null,
  },
  'webhooks.rotate': {
    method: 'POST',
    path: `${base}/:id/secret`,
    access,
    summary: 'Make a new secret, in this answer and nowhere else; for 24 hours the old one signs too',
    status: 200,
    response: webhookWithSecret,
  },
  'webhooks.test': {
    method: 'POST',
    path: `${base}/:id/test`,
    access,
    summary: 'Deliver a `test` event, as any other',
    status: 202,
    response: z.strictObject({ deliveryId: id }),
  },
  'webhooks.deliveries': {
    method: 'GET',
    path: `${base}/:id/deliveries`,
    access,
    summary: 'The deliveries of the last 30 days, newest first',
    query: z.strictObject({ ...page, state: deliveryState.optional() }),
    status: 200,
    response: listOf(webhookDelivery),
  },
  'webhooks.redeliver': {
    method: 'POST',
    path: `${base}/:id/deliveries/:deliveryId/redeliver`,
    access,
    summary: 'Send a delivery again, with the same `webhook-id`, after what waits; one that waits is tried at once',
    status: 202,
    response: z.strictObject({ deliveryId: id }),
  },
})

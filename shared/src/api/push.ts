import { z } from 'zod'
import { pushSubscription, pushSubscriptionInput } from '../push.ts'
import { contracts, persons } from './contract.ts'

const base = '/api/v1/me/push-subscriptions'
const access = { scope: 'admin', roles: persons } as const

/** Browsers that show what happens while no page is open. */
export const pushContracts = contracts({
  'me.push.list': {
    method: 'GET',
    path: base,
    access,
    summary: 'My browsers that get pushes, newest first, and the key by which a browser knows ours (VAPID)',
    status: 200,
    response: z.strictObject({ publicKey: z.string(), items: z.array(pushSubscription) }),
  },
  'me.push.add': {
    method: 'POST',
    path: base,
    access,
    summary: 'Send my pushes to this browser; one that is there already is renewed, and becomes mine',
    body: pushSubscriptionInput,
    status: 201,
    response: pushSubscription,
  },
  'me.push.remove': {
    method: 'DELETE',
    path: `${base}/:id`,
    access,
    summary: 'Send no pushes to one of my browsers any more',
    status: 204,
    response: null,
  },
  'me.push.test': {
    method: 'POST',
    path: `${base}/:id/test`,
    access,
    summary: 'Send a test to one of my browsers',
    status: 202,
    response: null,
    audited: false,
  },
})

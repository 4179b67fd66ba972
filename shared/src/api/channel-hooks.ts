import { z } from 'zod'
import { contracts } from './contract.ts'

/** What Meta's servers call. Their schemas are in `channels/`: what is signed is checked as bytes, before it is read. */
export const channelHookContracts = contracts({
  'hooks.verify': {
    method: 'GET',
    path: '/api/v1/hooks/:id',
    access: 'public',
    summary: 'Meta verifies a webhook (hub.challenge)',
    query: z.strictObject({
      'hub.mode': z.string().max(40),
      'hub.verify_token': z.string().max(200),
      'hub.challenge': z.string().max(200),
    }),
    status: 200,
    response: null,
    contentType: 'text/plain',
  },
  'hooks.receive': {
    method: 'POST',
    path: '/api/v1/hooks/:id',
    access: 'public',
    summary: 'Messages and receipts of Messenger and WhatsApp, signed (X-Hub-Signature-256)',
    upload: 'application/json',
    audited: false,
    status: 200,
    response: null,
    contentType: 'text/plain',
  },
})

import { z } from 'zod'
import { moment } from '../field.ts'
import { contracts, readers } from './contract.ts'

const base = '/api/v1'
const reads = { scope: 'status:read', roles: readers } as const

/** A mail that the pretend venue's own mailbox took. */
export const demoMail = z.strictObject({
  id: z.string().max(64),
  at: moment,
  to: z.string().max(1000),
  subject: z.string().max(1000),
  text: z.string().max(200_000),
})
export type DemoMail = z.infer<typeof demoMail>

/** The local mailbox of `npm start -- --demo`; 404 everywhere else. */
export const demoContracts = contracts({
  'demo.mails': {
    method: 'GET',
    path: `${base}/demo/mails`,
    access: reads,
    summary: 'Demonstration only: the mails that the local mailbox took, newest first',
    status: 200,
    response: z.strictObject({ items: z.array(demoMail).max(100) }),
  },
  'demo.mail': {
    method: 'GET',
    path: `${base}/demo/mails/:id`,
    access: reads,
    summary: 'Demonstration only: a mail as its reader sees it',
    status: 200,
    response: null,
    contentType: 'text/html; charset=utf-8',
  },
})

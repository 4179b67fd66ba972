import { z } from 'zod'
import { id } from '../field.ts'
import { emailList, recipientResult } from '../integration.ts'
import { contracts, technicians } from './contract.ts'

/** So many get one sheet: who set the venue up, its owner, the distributor. */
const mostRecipients = 10

const access = { scope: 'admin', roles: technicians } as const
const results = z.strictObject({ items: z.array(recipientResult) })

/** What is told once a venue is set up. */
export const commissioningContracts = contracts({
  'commissioning.mail': {
    method: 'POST',
    path: '/api/v1/commissioning/mail',
    access,
    summary:
      'Mail the commissioning sheet to up to ten recipients: venue, box, digest, devices, and what is still open',
    body: z.strictObject({ emails: emailList.pipe(z.array(z.string()).max(mostRecipients)) }),
    status: 202,
    response: results,
    audited: false,
  },
  'commissioning.mails': {
    method: 'GET',
    path: '/api/v1/commissioning/mail',
    access,
    summary: 'How these commissioning sheets stand: `?ids=` of their mails, with commas',
    query: z.strictObject({
      ids: z
        .string()
        .max(1000)
        .transform((text) => text.split(','))
        .pipe(z.array(id).min(1).max(mostRecipients)),
    }),
    status: 200,
    response: results,
  },
})

import { z } from 'zod'
import { optOut } from '../recipient.ts'
import { contracts } from './contract.ts'

const path = '/api/v1/opt-out'
/** From the link in a mail; only its length is checked, so that one of another make is answered as one that is unknown. */
const token = z.string().min(1).max(100)

/** Stopping the mails to one's own address. Nothing of it is a GET: programs that look at mails follow links. */
export const optOutContracts = contracts({
  'optOut.look': {
    method: 'POST',
    path: `${path}/look`,
    access: 'public',
    summary: 'What the link in a mail stops',
    body: z.strictObject({ token }),
    status: 200,
    response: optOut,
    audited: false,
  },
  'optOut.set': {
    method: 'PUT',
    path,
    access: 'public',
    summary: 'Stop the mails to the address that a link belongs to, or get them again',
    body: z.strictObject({ token, stopped: z.boolean() }),
    status: 200,
    response: optOut,
  },
})

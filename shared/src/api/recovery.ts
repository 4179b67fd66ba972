import { z } from 'zod'
import { passwordTwice } from '../person.ts'
import { contracts } from './contract.ts'

const base = '/api/v1'
const typed = z.string().trim().min(1).max(254)
/** Of the link, or the code beside it. */
const token = z.string().trim().min(1).max(200)

/** The ways back in, by mail. No answer tells whether anybody was named. */
export const recoveryContracts = contracts({
  'recovery.get': {
    method: 'GET',
    path: `${base}/recovery`,
    access: 'public',
    summary: 'Whether a way back in can be mailed',
    status: 200,
    response: z.strictObject({ mail: z.boolean() }),
  },
  'recovery.ask': {
    method: 'POST',
    path: `${base}/recovery`,
    access: 'public',
    summary: 'Ask for a link to set a new password, by username, e-mail or phone. The answer is always the same',
    body: z.strictObject({ username: typed }),
    status: 202,
    response: z.strictObject({ accepted: z.literal(true) }),
    audited: false,
  },
  'recovery.usernames': {
    method: 'POST',
    path: `${base}/recovery/usernames`,
    access: 'public',
    summary: 'Ask for the usernames of an e-mail, mailed to it. The answer is always the same',
    body: z.strictObject({ email: typed }),
    status: 202,
    response: z.strictObject({ accepted: z.literal(true) }),
    audited: false,
  },
  'recovery.complete': {
    method: 'POST',
    path: `${base}/recovery/complete`,
    access: 'public',
    summary: 'Set a new password with the token of the link or the code of the mail; all sessions end',
    body: z.strictObject({ username: typed, token, ...passwordTwice }),
    status: 204,
    response: null,
  },
  'email.confirm': {
    method: 'POST',
    path: `${base}/me/email/confirm`,
    access: 'public',
    summary: 'Confirm an e-mail with the token of the link that was mailed to it',
    body: z.strictObject({ token }),
    status: 200,
    response: z.strictObject({ email: z.string() }),
  },
})

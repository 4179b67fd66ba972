import { z } from 'zod'
import { admins, contracts, persons } from './contract.ts'

const base = '/api/v1'
const password = z.string().min(1).max(200)
/** Six digits of an authenticator app, or a recovery code in its place. */
export const stepCode = z.string().trim().min(1).max(40)

/** The second step of signing in: codes of an authenticator app (RFC 6238). */
export const secondStepContracts = contracts({
  'me.totp.begin': {
    method: 'POST',
    path: `${base}/me/totp`,
    access: { scope: 'admin', roles: persons },
    summary: 'Begin a second step: the secret for an authenticator app, which counts once a code of it is confirmed',
    body: z.strictObject({ password }),
    status: 201,
    response: z.strictObject({ secret: z.string(), uri: z.string() }),
  },
  'me.totp.confirm': {
    method: 'POST',
    path: `${base}/me/totp/confirm`,
    access: { scope: 'admin', roles: persons },
    summary: 'Switch my second step on with a code; the recovery codes are shown this once',
    body: z.strictObject({ code: stepCode }),
    status: 200,
    response: z.strictObject({ recoveryCodes: z.array(z.string()) }),
  },
  'me.totp.end': {
    method: 'DELETE',
    path: `${base}/me/totp`,
    access: { scope: 'admin', roles: persons },
    summary: 'Switch my second step off',
    body: z.strictObject({ password, code: stepCode }),
    status: 204,
    response: null,
  },
  'users.totp.end': {
    method: 'DELETE',
    path: `${base}/users/:id/totp`,
    access: { scope: 'admin', roles: admins },
    summary: 'Switch the second step of someone off who lost their phone; they are told by mail',
    status: 204,
    response: null,
  },
})

import { z } from 'zod'
import { listOf } from '../field.ts'
import { madePasskey, passkey, passkeyCreation, passkeyName, passkeyRequest, shownPasskey } from '../passkey.ts'
import { me } from '../user.ts'
import { contracts, persons } from './contract.ts'

const base = '/api/v1'
const access = { scope: 'admin', roles: persons } as const
const password = z.string().min(1).max(200)

/** Passkeys (WebAuthn): only over HTTPS and a host name, or on the machine itself as `localhost`. */
export const passkeyContracts = contracts({
  'passkeys.list': {
    method: 'GET',
    path: `${base}/me/passkeys`,
    access,
    summary: 'My passkeys, newest first; at most ten',
    status: 200,
    response: listOf(passkey),
  },
  'passkeys.begin': {
    method: 'POST',
    path: `${base}/me/passkeys/options`,
    access,
    summary: 'Begin a passkey: what `navigator.credentials.create` is called with, good once for five minutes',
    body: z.strictObject({ password }),
    status: 200,
    response: passkeyCreation,
    audited: false,
  },
  'passkeys.add': {
    method: 'POST',
    path: `${base}/me/passkeys`,
    access,
    summary: 'Keep the passkey that the browser made; I am told by mail',
    body: z.strictObject({ name: passkeyName, made: madePasskey }),
    status: 201,
    response: passkey,
  },
  'passkeys.change': {
    method: 'PATCH',
    path: `${base}/me/passkeys/:id`,
    access,
    summary: 'Give one of my passkeys another name',
    body: z.strictObject({ name: passkeyName }),
    status: 200,
    response: passkey,
  },
  'passkeys.remove': {
    method: 'DELETE',
    path: `${base}/me/passkeys/:id`,
    access,
    summary: 'Remove one of my passkeys; I am told by mail',
    body: z.strictObject({ password }),
    status: 204,
    response: null,
  },
  'session.passkey.begin': {
    method: 'POST',
    path: `${base}/session/passkey/options`,
    access: 'public',
    summary:
      'Begin to sign in with a passkey: what `navigator.credentials.get` is called with, good once for five minutes',
    status: 200,
    response: passkeyRequest,
    audited: false,
  },
  'session.passkey': {
    method: 'POST',
    path: `${base}/session/passkey`,
    access: 'public',
    summary: 'Sign in with a passkey; it is both factors, so no code is asked for',
    body: z.strictObject({ shown: shownPasskey }),
    status: 201,
    response: me,
  },
})

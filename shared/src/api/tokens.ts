import { z } from 'zod'
import { listOf, moment, page } from '../field.ts'
import { newToken, token, tokenInput } from '../token.ts'
import { admins, contracts, persons } from './contract.ts'

const base = '/api/v1'

/** The person's own, asked for again: a browser that was left open must not give a token away. */
const byPassword = z.strictObject({ password: z.string().min(1).max(200) })
const secret = z.strictObject({ token: z.string() })

/** Tokens by which other programs speak with the agent. */
export const tokenContracts = contracts({
  'tokens.list': {
    method: 'GET',
    path: `${base}/tokens`,
    access: { scope: 'admin', roles: admins },
    summary: 'API tokens',
    query: z.strictObject(page),
    status: 200,
    response: listOf(token),
  },
  'tokens.create': {
    method: 'POST',
    path: `${base}/tokens`,
    access: { scope: 'admin', roles: admins },
    summary: 'Make an API token; it is shown this once',
    body: tokenInput,
    status: 201,
    response: newToken,
  },
  'tokens.rotate': {
    method: 'POST',
    path: `${base}/tokens/:id/rotate`,
    access: { scope: 'admin', roles: admins },
    summary: 'Put a new token in the place of one, shown this once; the old one works for 24 hours more',
    status: 201,
    response: newToken,
  },
  'tokens.revoke': {
    method: 'DELETE',
    path: `${base}/tokens/:id`,
    access: { scope: 'admin', roles: admins },
    summary: 'Revoke an API token at once; its owner is told by mail',
    status: 204,
    response: null,
  },
  'me.privateToken.get': {
    method: 'GET',
    path: `${base}/me/private-token`,
    access: { scope: 'admin', roles: persons },
    summary: 'Whether I have a private token, and when it was last used; not the token itself',
    status: 200,
    response: z.strictObject({
      createdAt: moment.nullable(),
      lastUsedAt: moment.nullable(),
      lastAddress: z.string().nullable(),
    }),
  },
  'me.privateToken.make': {
    method: 'POST',
    path: `${base}/me/private-token`,
    access: { scope: 'admin', roles: persons },
    summary: 'Make me a new private token, which may all that I may; the one before ends at once',
    body: byPassword,
    status: 201,
    response: secret,
  },
  'me.privateToken.reveal': {
    method: 'POST',
    path: `${base}/me/private-token/reveal`,
    access: { scope: 'admin', roles: persons },
    summary: 'Show me my private token',
    body: byPassword,
    status: 200,
    response: secret,
  },
})

import { z } from 'zod'
import { listOf, page } from '../field.ts'
import { newToken, token, tokenInput } from '../token.ts'
import { admins, contracts } from './contract.ts'

const base = '/api/v1'

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
})

import { z } from 'zod'
import { person } from '../person.ts'
import { contracts, managers, persons, readers } from './contract.ts'

const base = '/api/v1'
/** What a picture is, its own bytes say; so it may come without a name for it. */
const upload = ['image/png', 'image/jpeg', 'image/webp', 'application/octet-stream'] as const
const made = 'PNG, JPEG or WebP of at most 5 MB; kept as a square of 256 points, with nothing else of the file'

/** Pictures of people, for those who are signed in; they go into no mail. */
export const avatarContracts = contracts({
  'me.avatar.set': {
    method: 'PUT',
    path: `${base}/me/avatar`,
    access: { scope: 'admin', roles: persons },
    summary: `Set my picture: ${made}`,
    upload,
    status: 200,
    response: person,
  },
  'me.avatar.remove': {
    method: 'DELETE',
    path: `${base}/me/avatar`,
    access: { scope: 'admin', roles: persons },
    summary: 'Take my picture away',
    status: 204,
    response: null,
  },
  'users.avatar.get': {
    method: 'GET',
    path: `${base}/users/:id/avatar`,
    access: { scope: 'status:read', roles: readers },
    summary: 'A user’s picture; `v` is of no effect but to name which one is meant',
    query: z.strictObject({ v: z.string().max(64).optional() }),
    status: 200,
    response: null,
    contentType: 'image/jpeg',
  },
  'users.avatar.set': {
    method: 'PUT',
    path: `${base}/users/:id/avatar`,
    access: { scope: 'admin', roles: managers },
    summary: `Set a user’s picture: ${made}`,
    upload,
    status: 200,
    response: person,
  },
  'users.avatar.remove': {
    method: 'DELETE',
    path: `${base}/users/:id/avatar`,
    access: { scope: 'admin', roles: managers },
    summary: 'Take a user’s picture away',
    status: 204,
    response: null,
  },
})

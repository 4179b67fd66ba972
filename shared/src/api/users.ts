import { z } from 'zod'
import { listOf, moment, page } from '../field.ts'
import { meChange, passwordTwice, person, personInput, personPatch } from '../person.ts'
import { admins, contracts, managers, persons } from './contract.ts'

const base = '/api/v1'

/** Users, and what one changes of oneself. */
export const usersContracts = contracts({
  'users.list': {
    method: 'GET',
    path: `${base}/users`,
    access: { scope: 'admin', roles: managers },
    summary: 'Users, by name',
    query: z.strictObject(page),
    status: 200,
    response: listOf(person),
  },
  'users.add': {
    method: 'POST',
    path: `${base}/users`,
    access: { scope: 'admin', roles: managers },
    summary: 'Make a user; a welcome mail brings the username and a link, never a password',
    body: personInput,
    status: 201,
    response: person,
  },
  'users.get': {
    method: 'GET',
    path: `${base}/users/:id`,
    access: { scope: 'admin', roles: managers },
    summary: 'A user',
    status: 200,
    response: person,
  },
  'users.change': {
    method: 'PATCH',
    path: `${base}/users/:id`,
    access: { scope: 'admin', roles: managers },
    summary: 'Change a user, but for my own e-mail. One who is disabled is signed out everywhere',
    body: personPatch,
    status: 200,
    response: person,
  },
  'users.remove': {
    method: 'DELETE',
    path: `${base}/users/:id`,
    access: { scope: 'admin', roles: admins },
    summary: 'Delete a user; disable them first where they may come back',
    status: 204,
    response: null,
  },
  'users.welcome': {
    method: 'POST',
    path: `${base}/users/:id/welcome`,
    access: { scope: 'admin', roles: managers },
    summary: 'Mail the welcome again; the links before end',
    status: 202,
    response: person,
    audited: false,
  },
  'me.get': {
    method: 'GET',
    path: `${base}/me`,
    access: { scope: 'admin', roles: persons },
    summary: 'Me',
    status: 200,
    response: person,
  },
  'me.change': {
    method: 'PATCH',
    path: `${base}/me`,
    access: { scope: 'admin', roles: persons },
    summary:
      'Change what is known of me, the e-mail by my password; a confirmed one stays until the new one is confirmed',
    body: meChange,
    status: 200,
    response: person,
  },
  'me.password': {
    method: 'PUT',
    path: `${base}/me/password`,
    access: { scope: 'admin', roles: persons },
    summary: 'Change my password; all my other sessions end',
    body: z.strictObject({ current: z.string().min(1).max(200), ...passwordTwice }),
    status: 204,
    response: null,
  },
  'me.deletion.ask': {
    method: 'POST',
    path: `${base}/me/deletion`,
    access: { scope: 'admin', roles: persons },
    summary: 'Have me deleted six calendar months from now; `username` is typed to show that it is meant',
    body: z.strictObject({ username: z.string().trim().toLowerCase().max(200) }),
    status: 201,
    response: z.strictObject({ dueAt: moment }),
  },
  'me.deletion.cancel': {
    method: 'DELETE',
    path: `${base}/me/deletion`,
    access: { scope: 'admin', roles: persons },
    summary: 'Take the deletion back',
    status: 204,
    response: null,
  },
  'me.email.send': {
    method: 'POST',
    path: `${base}/me/email/send`,
    access: { scope: 'admin', roles: persons },
    summary: 'Mail the link that confirms my e-mail',
    status: 202,
    response: person,
    audited: false,
  },
})

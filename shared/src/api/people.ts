import { z } from 'zod'
import { language, line, listOf, page, timezone } from '../field.ts'
import { subscriptionPatch } from '../subscription.ts'
import { firstUser, me, session } from '../user.ts'
import { accountPatch, accountView } from '../venue.ts'
import { advisors, anyone, contracts, persons, readers, technicians } from './contract.ts'
import { stepCode } from './second-step.ts'

const base = '/api/v1'

/** Set-up, sign-in, sessions and the account. */
export const peopleContracts = contracts({
  'start.get': {
    method: 'GET',
    path: `${base}/start`,
    access: 'public',
    summary:
      'What a browser asks first: whether the set-up is still to be done, and who is signed in; null for a guest',
    status: 200,
    response: z.strictObject({ setupNeeded: z.boolean(), me: me.nullable() }),
  },
  'setup.get': {
    method: 'GET',
    path: `${base}/setup`,
    access: 'public',
    summary: 'Whether the first set-up is still to be done',
    status: 200,
    response: z.strictObject({ needed: z.boolean() }),
  },
  'setup.complete': {
    method: 'POST',
    path: `${base}/setup`,
    access: 'public',
    summary: 'First set-up with the claim code: makes the account and its admin, and signs in',
    body: z.strictObject({
      code: z.string().min(1).max(100),
      /** Without it the account and the venue are named later, by the wizard. */
      company: line(1, 80).optional(),
      timezone,
      language,
      user: firstUser,
    }),
    status: 201,
    response: me,
  },
  'setup.check': {
    method: 'POST',
    path: `${base}/setup/code`,
    access: 'public',
    summary: 'Whether this is the claim code, before anything else is typed; wrong ones count as those of the set-up',
    body: z.strictObject({ code: z.string().min(1).max(100) }),
    status: 204,
    response: null,
    audited: false,
  },
  'session.create': {
    method: 'POST',
    path: `${base}/session`,
    access: 'public',
    summary: 'Sign in with username, e-mail or phone',
    body: z.strictObject({
      login: z.string().min(1).max(254),
      password: z.string().min(1).max(200),
      /** Where the answer without it was 401 `second_step`. */
      code: stepCode.optional(),
    }),
    status: 201,
    response: me,
  },
  'session.get': {
    method: 'GET',
    path: `${base}/session`,
    access: { scope: 'status:read', roles: anyone },
    summary: 'Who I am',
    status: 200,
    response: me,
  },
  'session.end': {
    method: 'DELETE',
    path: `${base}/session`,
    access: { scope: 'admin', roles: anyone },
    summary: 'Sign out',
    status: 204,
    response: null,
  },
  'sessions.list': {
    method: 'GET',
    path: `${base}/sessions`,
    access: { scope: 'admin', roles: persons },
    summary: 'My browser sessions',
    query: z.strictObject(page),
    status: 200,
    response: listOf(session),
  },
  'sessions.endOthers': {
    method: 'DELETE',
    path: `${base}/sessions`,
    access: { scope: 'admin', roles: persons },
    summary: 'Sign all my other sessions out',
    status: 204,
    response: null,
  },
  'sessions.end': {
    method: 'DELETE',
    path: `${base}/sessions/:id`,
    access: { scope: 'admin', roles: persons },
    summary: 'Sign one of my sessions out',
    status: 204,
    response: null,
  },
  'account.get': {
    method: 'GET',
    path: `${base}/account`,
    access: { scope: 'status:read', roles: readers },
    summary: 'The venue’s account',
    status: 200,
    response: accountView,
  },
  'account.plan': {
    method: 'PATCH',
    path: `${base}/account/plan`,
    access: { scope: 'admin', roles: advisors },
    summary: 'Set the plan, its extras and limits, the renewal date and the partner flag; what is left out stays',
    body: subscriptionPatch,
    status: 200,
    response: accountView,
  },
  'account.change': {
    method: 'PATCH',
    path: `${base}/account`,
    access: { scope: 'admin', roles: technicians },
    summary: 'Change company, e-mail, language or time zone; the support e-mail is for advisors and admins',
    body: accountPatch,
    status: 200,
    response: accountView,
  },
})

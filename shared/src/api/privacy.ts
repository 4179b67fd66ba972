import { z } from 'zod'
import { backup } from '../backup.ts'
import { chatsFound, chatsQuery, personalFound, personalQuery, privacyView } from '../privacy.ts'
import { admins, contracts, persons } from './contract.ts'

const base = '/api/v1'
const zip = 'application/zip'
const byAdmins = { scope: 'admin', roles: admins } as const
/** The venue's name, typed to show that it is meant. */
const typedName = z.string().trim().max(200)

/** What is known of people and of the venue: taking it away, and erasing it. */
export const privacyContracts = contracts({
  'me.export': {
    method: 'GET',
    path: `${base}/me/export`,
    access: { scope: 'admin', roles: persons },
    summary: 'Everything that is kept of me as one ZIP file, without secrets',
    takesLong: true,
    status: 200,
    response: null,
    contentType: zip,
  },
  'users.export': {
    method: 'GET',
    path: `${base}/users/:id/export`,
    access: byAdmins,
    summary: 'The same of another, who asked for it; told in the audit log',
    takesLong: true,
    status: 200,
    response: null,
    contentType: zip,
    audited: true,
  },
  'account.export': {
    method: 'GET',
    path: `${base}/account/export`,
    access: byAdmins,
    summary: 'All that is known of the venue as one ZIP file of JSON and CSV, without secrets; told in the audit log',
    takesLong: true,
    status: 200,
    response: null,
    contentType: zip,
    audited: true,
  },
  'privacy.get': {
    method: 'GET',
    path: `${base}/account/privacy`,
    access: byAdmins,
    summary: 'What leaves the box, and how many people it knows',
    status: 200,
    response: privacyView,
  },
  'privacy.find': {
    method: 'POST',
    path: `${base}/account/privacy/find`,
    access: byAdmins,
    summary: 'Where someone is named, by e-mail, phone or name',
    body: personalQuery,
    status: 200,
    response: personalFound,
    audited: false,
  },
  'privacy.erase': {
    method: 'POST',
    path: `${base}/account/privacy/erase`,
    access: byAdmins,
    summary: 'Erase someone who is no user wherever they are named; 409 for a user, who is deleted as one',
    body: personalQuery,
    status: 204,
    response: null,
  },
  'privacy.findChats': {
    method: 'POST',
    path: `${base}/account/privacy/chats/find`,
    access: byAdmins,
    summary: 'How many conversations of a contact there are, by channel; nothing of what is in them',
    body: chatsQuery,
    status: 200,
    response: chatsFound,
    audited: false,
  },
  'privacy.eraseChats': {
    method: 'POST',
    path: `${base}/account/privacy/chats/erase`,
    access: byAdmins,
    summary: 'Erase the conversations of a contact with their files, whoever has picked them; `typed` repeats `q`',
    body: chatsQuery.extend({ typed: z.string().max(254) }),
    takesLong: true,
    status: 204,
    response: null,
  },
  'history.reset': {
    method: 'POST',
    path: `${base}/account/history/reset`,
    access: byAdmins,
    summary: 'Forget what happened and was measured; what lasts now stays. A backup is made first',
    body: z.strictObject({ name: typedName }),
    takesLong: true,
    status: 200,
    response: z.strictObject({ backup }),
  },
  'account.remove': {
    method: 'POST',
    path: `${base}/account/remove`,
    access: byAdmins,
    summary: 'Remove the venue with all that is kept of it, backups too; the box begins anew, as on its first day',
    body: z.strictObject({ name: typedName, password: z.string().min(1).max(200) }),
    status: 202,
    response: null,
  },
})

import { backup, backupList, restored } from '../backup.ts'
import { admins, contracts } from './contract.ts'

const base = '/api/v1'
const zip = 'application/zip'

/** Backups hold password hashes and the mail password: they are for admins alone. */
export const backupContracts = contracts({
  'backup.fresh': {
    method: 'GET',
    path: `${base}/system/backup`,
    access: { scope: 'admin', roles: admins },
    summary: 'The venue as one ZIP file, made now: settings, people, history. It holds secrets',
    takesLong: true,
    status: 200,
    response: null,
    contentType: zip,
  },
  'backup.restore': {
    method: 'PUT',
    path: `${base}/system/backup`,
    access: { scope: 'admin', roles: admins },
    summary: 'Put a backup in the place of everything that is here; checked whole first, in force after a restart',
    upload: zip,
    status: 202,
    response: restored,
  },
  'backup.restoreFirst': {
    method: 'PUT',
    path: `${base}/setup/backup`,
    access: 'public',
    summary: 'The same instead of a first set-up, with the claim code in the header Sereno-Claim-Code',
    upload: zip,
    status: 202,
    response: restored,
  },
  'backups.list': {
    method: 'GET',
    path: `${base}/system/backups`,
    access: { scope: 'admin', roles: admins },
    summary: 'The backups that are kept, newest first',
    status: 200,
    response: backupList,
  },
  'backups.make': {
    method: 'POST',
    path: `${base}/system/backups`,
    access: { scope: 'admin', roles: admins },
    summary: 'Make a backup now, and keep it',
    takesLong: true,
    status: 201,
    response: backup,
  },
  'backups.get': {
    method: 'GET',
    path: `${base}/system/backups/:name`,
    access: { scope: 'admin', roles: admins },
    summary: 'Download one that is kept',
    status: 200,
    response: null,
    contentType: zip,
  },
})

import { z } from 'zod'
import { rollout, rolloutNote, rolloutNoteInput } from '../rollout.ts'
import { contracts, readers, technicians } from './contract.ts'

const base = '/api/v1/rollout'

/** The first days of a venue. */
export const rolloutContracts = contracts({
  'rollout.get': {
    method: 'GET',
    path: base,
    access: { scope: 'activity:read', roles: readers },
    summary: 'The first days of the venue: errors by day, what is still to be done, notes, and the handing over',
    status: 200,
    response: rollout,
  },
  'rollout.confirm': {
    method: 'PUT',
    path: `${base}/checks/:id`,
    access: { scope: 'devices:write', roles: technicians },
    summary: 'Confirm what only a person can know, for all that it is about now, or take that back',
    body: z.strictObject({ confirmed: z.boolean() }),
    status: 200,
    response: rollout,
  },
  'rollout.notes.add': {
    method: 'POST',
    path: `${base}/notes`,
    access: { scope: 'admin', roles: readers },
    summary: 'Write a note about the first days',
    body: rolloutNoteInput,
    status: 201,
    response: rolloutNote,
  },
  'rollout.notes.remove': {
    method: 'DELETE',
    path: `${base}/notes/:id`,
    access: { scope: 'admin', roles: readers },
    summary: 'Remove a note of one’s own',
    status: 204,
    response: null,
  },
  'rollout.handOver': {
    method: 'POST',
    path: `${base}/hand-over`,
    access: { scope: 'devices:write', roles: technicians },
    summary: 'Hand the venue over, once three whole days stayed below the threshold; admins and advisors get a mail',
    status: 200,
    response: rollout,
  },
})

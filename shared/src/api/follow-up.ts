import { z } from 'zod'
import { email, line, listOf, page } from '../field.ts'
import { catalogItem, errorFollowUp, integration, integrationPatch, preview, run, runResult } from '../integration.ts'
import { mailInput, mailTest, mailView, venuePatch, venueSettings } from '../venue.ts'
import { contracts, readers, technicians } from './contract.ts'

const base = '/api/v1'
const reads = { scope: 'activity:read', roles: readers } as const
const changes = { scope: 'integrations:write', roles: technicians } as const
const settings = { scope: 'admin', roles: technicians } as const

/** Integrations with Error Follow Up, and the settings of venue, mail and system. */
export const followUpContracts = contracts({
  'integrations.catalog': {
    method: 'GET',
    path: `${base}/integrations/catalog`,
    access: reads,
    summary: 'What can be added',
    query: z.strictObject({ q: line(0, 100).optional() }),
    status: 200,
    response: z.strictObject({ items: z.array(catalogItem) }),
  },
  'integrations.list': {
    method: 'GET',
    path: `${base}/integrations`,
    access: reads,
    summary: 'Integrations',
    query: z.strictObject(page),
    status: 200,
    response: listOf(integration),
  },
  'integrations.add': {
    method: 'POST',
    path: `${base}/integrations`,
    access: changes,
    summary: 'Add an Error Follow Up',
    body: errorFollowUp,
    status: 201,
    response: integration,
  },
  'integrations.get': {
    method: 'GET',
    path: `${base}/integrations/:id`,
    access: reads,
    summary: 'An integration',
    status: 200,
    response: integration,
  },
  'integrations.change': {
    method: 'PATCH',
    path: `${base}/integrations/:id`,
    access: changes,
    summary: 'Change an integration',
    body: integrationPatch,
    status: 200,
    response: integration,
  },
  'integrations.remove': {
    method: 'DELETE',
    path: `${base}/integrations/:id`,
    access: changes,
    summary: 'Remove an integration',
    status: 204,
    response: null,
  },
  'integrations.preview': {
    method: 'POST',
    path: `${base}/integrations/preview`,
    access: reads,
    summary: 'Whether the form as it stands would send a mail now, and with which counts',
    body: errorFollowUp.partial(),
    status: 200,
    response: preview,
  },
  'integrations.run': {
    method: 'POST',
    path: `${base}/integrations/:id/run`,
    access: changes,
    summary: 'Discover and receive mail: look afresh, and send what the last 24 hours hold',
    status: 200,
    response: runResult,
  },
  'integrations.runs': {
    method: 'GET',
    path: `${base}/integrations/:id/runs`,
    access: reads,
    summary: 'Every run with its reason, newest first',
    query: z.strictObject(page),
    status: 200,
    response: listOf(run),
  },
  'mail.get': {
    method: 'GET',
    path: `${base}/settings/mail`,
    access: settings,
    summary: 'Outgoing mail',
    status: 200,
    response: mailView,
  },
  'mail.set': {
    method: 'PUT',
    path: `${base}/settings/mail`,
    access: settings,
    summary: 'Set outgoing mail',
    body: mailInput,
    status: 200,
    response: mailView,
  },
  'mail.test': {
    method: 'POST',
    path: `${base}/settings/mail/test`,
    access: settings,
    summary: 'Send a test mail and report each stage; settings that are given are tried, not saved',
    body: z.strictObject({ to: email, settings: mailInput.optional() }),
    status: 200,
    response: mailTest,
  },
  'venue.get': {
    method: 'GET',
    path: `${base}/settings/venue`,
    access: { scope: 'status:read', roles: readers },
    summary: 'The venue’s settings',
    status: 200,
    response: venueSettings,
  },
  'venue.change': {
    method: 'PATCH',
    path: `${base}/settings/venue`,
    access: settings,
    summary: 'Change the venue’s settings',
    body: venuePatch,
    status: 200,
    response: venueSettings,
  },
})

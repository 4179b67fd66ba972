import type { Api } from '@sereno/shared/api/index.ts'

/**
 * The agent's routes that the dashboard calls. The contracts themselves hold schemas that a browser need not load; the
 * compiler checks each line against them.
 */
export const routes = {
  'setup.get': 'GET /api/v1/setup',
  'setup.complete': 'POST /api/v1/setup',
  'session.create': 'POST /api/v1/session',
  'session.get': 'GET /api/v1/session',
  'session.end': 'DELETE /api/v1/session',
  'account.get': 'GET /api/v1/account',
  'overview.get': 'GET /api/v1/overview',
  'probes.list': 'GET /api/v1/probes',
  'devices.list': 'GET /api/v1/devices',
  'devices.add': 'POST /api/v1/devices',
  'devices.get': 'GET /api/v1/devices/:id',
  'devices.change': 'PATCH /api/v1/devices/:id',
  'devices.remove': 'DELETE /api/v1/devices/:id',
  'devices.check': 'POST /api/v1/devices/:id/check',
  'devices.pause': 'POST /api/v1/devices/:id/pause',
  'devices.series': 'GET /api/v1/devices/:id/series',
  'devices.identity': 'GET /api/v1/devices/:id/identity',
  'devices.merge': 'POST /api/v1/devices/:id/merge',
  'devices.split': 'POST /api/v1/devices/:id/split',
  'discovery.get': 'GET /api/v1/discovery',
  'discovery.start': 'POST /api/v1/discovery',
  'candidates.list': 'GET /api/v1/discovery/candidates',
  'candidates.adopt': 'POST /api/v1/discovery/candidates/:id',
  'candidates.ignore': 'DELETE /api/v1/discovery/candidates/:id',
  'account.appPassword': 'PUT /api/v1/account/app-password',
  'activity.list': 'GET /api/v1/activity',
  'activity.summary': 'GET /api/v1/activity/summary',
  'incidents.change': 'PATCH /api/v1/incidents/:id',
  'notices.list': 'GET /api/v1/notices',
  'integrations.catalog': 'GET /api/v1/integrations/catalog',
  'integrations.list': 'GET /api/v1/integrations',
  'integrations.add': 'POST /api/v1/integrations',
  'integrations.change': 'PATCH /api/v1/integrations/:id',
  'integrations.remove': 'DELETE /api/v1/integrations/:id',
  'integrations.preview': 'POST /api/v1/integrations/preview',
  'integrations.run': 'POST /api/v1/integrations/:id/run',
  'integrations.runs': 'GET /api/v1/integrations/:id/runs',
  'mail.get': 'GET /api/v1/settings/mail',
  'mail.set': 'PUT /api/v1/settings/mail',
  'mail.test': 'POST /api/v1/settings/mail/test',
  'venue.get': 'GET /api/v1/settings/venue',
  'venue.change': 'PATCH /api/v1/settings/venue',
  'demo.mails': 'GET /api/v1/demo/mails',
  healthz: 'GET /healthz',
} as const satisfies { [Name in keyof Api]?: `${Api[Name]['method']} ${Api[Name]['path']}` }

export type CalledRoute = keyof typeof routes

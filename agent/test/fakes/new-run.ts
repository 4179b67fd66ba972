import { randomUUID } from 'node:crypto'
import type { NewOutboxItem } from '../../src/store/outbox-types.ts'
import type { RunRecord } from '../../src/store/types.ts'

/** A run on demand of the integration `i`, but for what a test says otherwise. */
export const newRun = (differing: Partial<RunRecord> = {}): RunRecord => ({
  id: randomUUID(),
  integrationId: 'i',
  at: 1000,
  trigger: 'demand',
  localDate: null,
  scheduledAt: null,
  since: 0,
  until: 1000,
  test: false,
  reason: 'queued',
  total: 1,
  counts: { Fail: 1, Offline: 0 },
  minimumErrors: 1,
  digestId: null,
  ...differing,
})

export const newMail = (differing: Partial<NewOutboxItem> = {}): NewOutboxItem => ({
  id: randomUUID(),
  transport: 'email',
  runId: null,
  to: 'ops@distributor.example',
  messageId: '<1@sereno.local>',
  subject: 'Bar Pepe: 1',
  text: 'Kitchen printer is out of paper',
  html: '<p>Kitchen printer is out of paper</p>',
  headers: {},
  createdAt: 10,
  expiresAt: 100_000,
  nextAt: 10,
  ...differing,
})

import type { NewEntry, NewNotice } from '@sereno/shared/change.ts'
import { makeId } from '../../src/store/make-id.ts'

/** An open entry of a printer without paper, but for what a test says otherwise. */
export const newEntry = (differing: Partial<NewEntry> = {}): NewEntry => ({
  id: makeId(),
  at: 1000,
  endedAt: null,
  kind: 'Fail',
  cause: 'paper_out',
  deviceId: 'kitchen',
  deviceName: 'Kitchen printer',
  probe: 'escpos',
  source: 'probe',
  attempts: 3,
  occurrences: 1,
  incidentId: null,
  explainedBy: null,
  rule: 'K6',
  detail: {},
  text: null,
  key: null,
  ...differing,
})

export const newNotice = (differing: Partial<NewNotice> = {}): NewNotice => ({
  id: makeId(),
  at: 1000,
  endedAt: null,
  cause: 'paper_low',
  deviceId: 'kitchen',
  deviceName: 'Kitchen printer',
  detail: {},
  text: null,
  ...differing,
})

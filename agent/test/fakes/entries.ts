import type { EntryRecord } from '@sereno/shared/activity.ts'

let sequence = 0

/** An entry of the activity log as the journal gives it. */
export function anEntry(of: Partial<EntryRecord> = {}): EntryRecord {
  sequence += 1
  return {
    id: `entry-${sequence}`,
    sequence,
    at: '2026-11-21T20:00:00.000Z',
    endedAt: '2026-11-21T20:10:00.000Z',
    kind: 'Offline',
    cause: 'no_answer',
    deviceId: 'device-1',
    deviceName: 'Kitchen printer',
    probe: 'icmp',
    source: 'probe',
    attempts: 3,
    occurrences: 20,
    incidentId: null,
    explainedBy: null,
    rule: 'K2.no_answer',
    detail: {},
    text: null,
    ...of,
  }
}

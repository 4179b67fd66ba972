import type { Entry } from '@sereno/shared/activity.ts'
import { expect, test } from 'vitest'
import { retryStreaks } from './retry-streak.ts'

const entry = (id: string, kind: Entry['kind'], at: string, endedAt: string | null, occurrences = 1): Entry => ({
  id,
  kind,
  at: `2026-11-21T${at}:00.000Z`,
  endedAt: endedAt === null ? null : `2026-11-21T${endedAt}:00.000Z`,
  occurrences,
  cause: 'check_retry',
  deviceId: 'printer',
  deviceName: 'Kitchen',
  probe: null,
  source: 'probe',
  message: '',
  advice: '',
  attempts: 1,
  network: 'yes',
  incidentId: null,
  explainedBy: null,
  rule: '',
  detail: {},
})

test('the tries again shortly before a failure are counted together, from the first of them', () => {
  const streaks = retryStreaks([
    entry('fail', 'Fail', '13:02', null),
    entry('second', 'Retry', '13:00', null, 2),
    entry('first', 'Retry', '12:45', '12:55', 3),
  ])
  expect([...streaks]).toEqual([['fail', { times: 5, since: '2026-11-21T12:45:00.000Z' }]])
})

test('tries that were over long before, or came after it, do not count, and an Error has no streak', () => {
  const streaks = retryStreaks([
    entry('late', 'Retry', '13:05', null),
    entry('offline', 'Offline', '13:02', '13:04'),
    entry('error', 'Error', '13:02', '13:04'),
    entry('old', 'Retry', '12:00', '12:10'),
  ])
  expect([...streaks]).toEqual([])
})

import type { Entry } from '@sereno/shared/activity.ts'
import { expect, it } from 'vitest'
import { groupRepeats, lastedMs } from './activity-groups.ts'

const entry = (id: string, of: Partial<Entry> = {}): Entry => ({
  id,
  at: '2026-11-21T10:00:00.000Z',
  endedAt: '2026-11-21T10:01:00.000Z',
  kind: 'Retry',
  cause: 'check_retry',
  deviceId: 'bar',
  deviceName: 'Bar',
  probe: null,
  source: 'probe',
  message: id,
  advice: '',
  attempts: 1,
  occurrences: 1,
  network: 'yes',
  incidentId: null,
  explainedBy: null,
  rule: '',
  detail: {},
  ...of,
})
const rows = (list: Entry[], grouped = true) =>
  groupRepeats(list, grouped).map(({ entries }) => entries.map(({ id }) => id))

it('puts together what repeats itself one after another, and nothing else', () => {
  const list = [
    entry('a'),
    entry('b'),
    entry('c', { deviceId: 'till' }),
    entry('d'),
    entry('e', { cause: 'no_answer' }),
  ]
  expect(rows(list)).toEqual([['a', 'b'], ['c'], ['d'], ['e']])
  expect(rows(list, false)).toHaveLength(5)
})

it('keeps apart what another system says in different words', () => {
  const said = (id: string, message: string) => entry(id, { source: 'ingest', cause: 'reported', message })
  expect(rows([said('a', 'one'), said('b', 'one'), said('c', 'two')])).toEqual([['a', 'b'], ['c']])
})

it('adds up how long they lasted, one that is open until now', () => {
  const now = Date.parse('2026-11-21T10:05:00.000Z')
  expect(lastedMs([entry('a'), entry('b', { endedAt: null })], now)).toBe(6 * 60_000)
})

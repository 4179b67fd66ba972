import type { Entry } from '@sereno/shared/activity.ts'
import { describe, expect, it } from 'vitest'
import { filterOf, fitsView, isNarrowed, searchOf, summaryOf, viewFrom, widened, withEntry } from './activity-filter.ts'

const dayStart = (day: string, plus: 0 | 1) => `${day}+${plus}`
const now = Date.parse('2026-11-21T12:00:00.000Z')

describe('the address of the activity log', () => {
  it.each([
    '',
    '?kinds=Fail,Offline',
    '?deviceId=abc&range=7d',
    '?from=2026-11-01&to=2026-11-03&q=paper',
    '?place=Bar&network=yes&group=no&view=heat',
    '?part=2026-11-21T10:00:00.000Z~2026-11-21T12:00:00.000Z',
  ])('“%s” comes back as it was', (search) => {
    expect(searchOf(viewFrom(search))).toBe(search)
  })

  it('forgets what makes no sense', () => {
    expect(searchOf(viewFrom('?kinds=Fail,Nonsense&range=1y&from=soon&x=1&part=now~then&network=maybe'))).toBe(
      '?kinds=Fail',
    )
  })

  it('says nothing of kinds where all are shown', () => {
    expect(searchOf(viewFrom('?kinds=Error,Fail,Offline,Retry'))).toBe('')
  })
})

describe('the filter that the agent is asked for', () => {
  it('covers the last 24 hours unless told otherwise', () => {
    expect(filterOf(viewFrom(''), now, dayStart)).toEqual({ since: '2026-11-20T12:00:00.000Z' })
  })

  it('covers whole days of the venue, the last one included', () => {
    const view = viewFrom('?from=2026-11-01&to=2026-11-03')
    expect(filterOf(view, now, dayStart)).toEqual({ since: '2026-11-01+0', until: '2026-11-03+1' })
  })
})

describe('a chosen part of the range', () => {
  const view = viewFrom('?kinds=Fail&network=yes&part=2026-11-21T10:00:00.000Z~2026-11-21T11:00:00.000Z')

  it('narrows the list, and leaves the summary whole', () => {
    expect(filterOf(view, now, dayStart)).toEqual({
      kinds: 'Fail',
      network: 'yes,maybe',
      since: '2026-11-21T10:00:00.000Z',
      until: '2026-11-21T11:00:00.000Z',
    })
    expect(summaryOf(view, now, dayStart)).toEqual({ network: 'yes,maybe', since: '2026-11-20T12:00:00.000Z' })
    expect(isNarrowed(view)).toBe(true)
    expect(isNarrowed(widened(view))).toBe(false)
  })
})

const entry = (id: string, at: string): Entry => ({
  id,
  at,
  endedAt: null,
  kind: 'Fail',
  cause: 'paper_out',
  deviceId: null,
  deviceName: null,
  probe: null,
  source: 'probe',
  message: '',
  advice: '',
  attempts: 1,
  occurrences: 1,
  network: 'no',
  incidentId: null,
  explainedBy: null,
  rule: '',
  detail: {},
})

describe('a list of entries', () => {
  const list = [entry('c', '2026-11-21T12:00:00.000Z'), entry('a', '2026-11-21T10:00:00.000Z')]

  it('takes a new entry in its place by time', () => {
    const ids = withEntry(list, entry('b', '2026-11-21T11:00:00.000Z'), true).map(({ id }) => id)
    expect(ids).toEqual(['c', 'b', 'a'])
  })

  it('renews an entry that it shows, whatever the filter says of it now', () => {
    const changed = { ...entry('a', '2026-11-21T10:00:00.000Z'), occurrences: 7 }
    expect(withEntry(list, changed, false).at(-1)?.occurrences).toBe(7)
  })

  it('leaves out a new entry that does not fit the filter', () => {
    expect(withEntry(list, entry('b', '2026-11-21T11:00:00.000Z'), false)).toHaveLength(2)
  })

  it('knows of a new entry whether it belongs to the view', () => {
    const fits = (search: string) => fitsView(viewFrom(search), entry('b', '2026-11-21T11:00:00.000Z'), [])
    expect([fits(''), fits('?kinds=Retry'), fits('?network=yes'), fits('?place=Bar')]).toEqual([
      true,
      false,
      false,
      false,
    ])
    expect(fits('?part=2026-11-21T10:00:00.000Z~2026-11-21T11:00:00.000Z')).toBe(false)
  })
})

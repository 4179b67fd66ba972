import type { Cause } from '@sereno/shared/cause.ts'
import type { Change } from '@sereno/shared/change.ts'
import { describe, expect, test } from 'vitest'
import { hour, minute, morning } from '../../test/fakes/check.ts'
import type { Condition } from './condition.ts'
import { type Open, type OpenEntry, reconcile, type Scene } from './incident.ts'
import { ruleOf } from './rule.ts'

const iso = (at: number) => new Date(at).toISOString()
const believe = (cause: Cause, change: Partial<Condition> = {}): Condition => ({
  cause,
  probe: 'icmp',
  rule: ruleOf(cause),
  attempts: 3,
  detail: { readings: ['icmp silent x3'] },
  ...change,
})
const entry = (cause: Cause, change: Partial<OpenEntry> = {}): OpenEntry => ({
  id: `open ${cause}`,
  at: iso(morning),
  cause,
  probe: 'icmp',
  source: 'probe',
  occurrences: 4,
  attempts: 3,
  detail: {},
  explainedBy: null,
  ...change,
})
const nothing: Open = { incidentId: null, entries: [], notices: [] }
const having = (...entries: OpenEntry[]): Open => ({ incidentId: 'incident', entries, notices: [] })

function scene(change: Partial<Scene> = {}): Scene {
  let next = 0
  const makeId = () => `new ${++next}`
  return { deviceId: 'device', deviceName: 'Kitchen printer', at: morning + minute, source: 'probe', makeId, ...change }
}
const inShort = (changes: readonly Change[]): string[] =>
  changes.map((change) => {
    if (change.do === 'open') return `open ${change.entry.cause}`
    if (change.do === 'notice') return `notice ${change.notice.cause}`
    return `${change.do} ${change.id}`
  })

describe('what a verdict changes in the log', () => {
  test('a new failure opens an incident and its entry', () => {
    const changes = reconcile(nothing, [believe('no_answer')], scene())
    expect(inShort(changes)).toEqual(['open_incident new 1', 'open no_answer'])
    expect(changes[1]).toMatchObject({
      entry: {
        id: 'new 2',
        at: morning + minute,
        endedAt: null,
        kind: 'Offline',
        incidentId: 'new 1',
        occurrences: 1,
        attempts: 3,
        rule: 'K2.no_answer',
        detail: { readings: ['icmp silent x3'] },
      },
    })
  })

  test('what is still there is counted, not opened again', () => {
    const changes = reconcile(having(entry('no_answer')), [believe('no_answer')], scene())
    expect(changes).toMatchObject([{ do: 'repeat', id: 'open no_answer', occurrences: 5 }])
  })

  test('what no look has shown again is not counted', () => {
    const old = believe('paper_out', { seenAt: morning })
    expect(reconcile(having(entry('paper_out')), [old], scene())).toEqual([])
    const seen = believe('paper_out', { seenAt: morning + minute })
    const [repeat] = reconcile(having(entry('paper_out')), [seen], scene())
    expect(repeat).toMatchObject({ do: 'repeat', detail: { lastAt: iso(morning + minute) } })
    const counted = entry('paper_out', { detail: { lastAt: iso(morning + minute) } })
    expect(reconcile(having(counted), [seen], scene())).toEqual([])
  })

  test('the children named in an entry stay when it is counted', () => {
    const parent = entry('no_answer', { detail: { children: [{ id: 'a', name: 'Bar' }] } })
    const [repeat] = reconcile(having(parent), [believe('no_answer')], scene())
    expect(repeat).toMatchObject({ detail: { children: [{ id: 'a', name: 'Bar' }], readings: ['icmp silent x3'] } })
  })

  test('the last end closes the incident', () => {
    const two = having(entry('no_answer'), entry('paper_out'))
    expect(inShort(reconcile(two, [believe('paper_out')], scene()))).toEqual([
      'repeat open paper_out',
      'end open no_answer',
    ])
    expect(inShort(reconcile(two, [], scene()))).toEqual([
      'end open no_answer',
      'end open paper_out',
      'close_incident incident',
    ])
  })

  test('one failure that gives way to another stays one incident', () => {
    expect(inShort(reconcile(having(entry('port_silent')), [believe('no_answer')], scene()))).toEqual([
      'end open port_silent',
      'open no_answer',
    ])
  })

  test('a device that is not reached at its address has one entry, which takes the better cause', () => {
    const moved = believe('ip_moved', { probe: null, detail: { from: 'a', to: 'b' } })
    const changes = reconcile(having(entry('no_answer')), [moved], scene())
    const recast = { cause: 'ip_moved', rule: 'K2.ip_moved', probe: null }
    expect(changes).toEqual([
      { do: 'repeat', id: 'open no_answer', occurrences: 5, attempts: 3, detail: { from: 'a', to: 'b' }, recast },
    ])
    expect(reconcile(having(entry('ip_moved')), [moved], scene())).toMatchObject([
      { do: 'repeat', id: 'open ip_moved' },
    ])
    expect(reconcile(having(entry('ip_taken')), [believe('ip_conflict')], scene())).toHaveLength(1)
  })

  test('retries of two probes are two entries', () => {
    const both = [believe('check_retry', { probe: 'icmp' }), believe('check_retry', { probe: 'tcp' })]
    expect(inShort(reconcile(having(entry('check_retry')), both, scene()))).toEqual([
      'repeat open check_retry',
      'open check_retry',
    ])
  })

  test('an entry that someone else sent is left alone, and keeps the incident open', () => {
    const sent = entry('reported', { source: 'ingest' })
    expect(reconcile(having(sent), [], scene())).toEqual([])
  })
})

describe('notices', () => {
  const notice = { id: 'open busy', cause: 'busy' }
  test('open no incident, last while they are true, and end', () => {
    expect(inShort(reconcile(nothing, [believe('busy')], scene()))).toEqual(['notice busy'])
    const open = { ...nothing, notices: [notice] }
    expect(reconcile(open, [believe('busy')], scene())).toEqual([])
    expect(inShort(reconcile(open, [], scene()))).toEqual(['end_notice open busy'])
  })
  test('that are true of a moment are written with their end', () => {
    for (const cause of ['roamed', 'late_answer'] as const) {
      const changes = reconcile(nothing, [believe(cause)], scene())
      expect(changes).toMatchObject([
        { do: 'notice', notice: { cause, at: morning + minute, endedAt: morning + minute } },
      ])
    }
  })
})

describe('behind a parent that is down', () => {
  test('an Offline that just began is explained, and not ended', () => {
    const changes = reconcile(having(entry('no_answer')), [], scene({ parentEntry: 'parent entry' }))
    expect(changes).toEqual([{ do: 'explain', id: 'open no_answer', explainedBy: 'parent entry' }])
  })
  test('is explained once', () => {
    const open = having(entry('no_answer', { explainedBy: 'parent entry' }))
    expect(reconcile(open, [], scene({ parentEntry: 'parent entry' }))).toEqual([])
  })
  test('an Offline of long before is a failure of its own', () => {
    const open = having(entry('no_answer', { at: iso(morning - hour) }))
    expect(reconcile(open, [], scene({ parentEntry: 'parent entry' }))).toEqual([])
  })
  test('a Fail that is gone ends all the same', () => {
    const changes = reconcile(having(entry('paper_out')), [], scene({ parentEntry: 'parent entry' }))
    expect(inShort(changes)).toEqual(['end open paper_out', 'close_incident incident'])
  })
  test('what is still wrong when the parent is back gets an entry that counts', () => {
    const open = having(entry('no_answer', { explainedBy: 'parent entry' }))
    expect(inShort(reconcile(open, [believe('no_answer')], scene()))).toEqual(['end open no_answer', 'open no_answer'])
  })
  test('a Retry is explained by the outage', () => {
    const changes = reconcile(nothing, [believe('check_retry')], scene({ parentEntry: 'parent entry' }))
    expect(changes[1]).toMatchObject({ entry: { kind: 'Retry', explainedBy: 'parent entry' } })
  })
})

describe('at most one entry in a span', () => {
  const local = { reason: 'local_errors' }
  const table: [cause: Cause, sinceMs: number, detail: Condition['detail'], begins: boolean][] = [
    ['wifi_flapping', hour - 1, {}, false],
    ['wifi_flapping', hour, {}, true],
    ['snmp_config', 24 * hour - 1, {}, false],
    ['snmp_config', 24 * hour, {}, true],
    ['agent_network', hour - 1, local, false],
    ['agent_network', hour, local, true],
    ['agent_network', minute, { reason: 'no_link' }, true],
    ['no_answer', minute, {}, true],
  ]
  test.for(table)('%s %i ms after the last, %o: begins %s', ([cause, sinceMs, detail, begins]) => {
    const open: Open = { ...nothing, recent: [{ cause, at: iso(morning + minute - sinceMs) }] }
    expect(reconcile(open, [believe(cause, { detail })], scene()).length > 0).toBe(begins)
  })
})

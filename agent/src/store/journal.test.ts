import type { NewEntry } from '@sereno/shared/change.ts'
import { describe, expect, it } from 'vitest'
import { newEntry, newNotice } from '../../test/fakes/new-entry.ts'
import { ownFolder } from '../../test/fakes/own-folder.ts'
import { ownStore } from '../../test/fakes/own-store.ts'
import { iso } from '../clock.ts'

describe('the journal', () => {
  it('follows a failure from its beginning to its end', async () => {
    const { journal } = await ownStore()
    const opened = await journal.apply([
      { do: 'open_incident', id: 'i', deviceId: 'kitchen', deviceName: 'Kitchen printer', at: 1000 },
      { do: 'open', entry: newEntry({ id: 'e', incidentId: 'i' }) },
      { do: 'notice', notice: newNotice({ id: 'n' }) },
    ])
    expect(opened).toMatchObject({
      entries: [{ id: 'e', at: iso(1000), endedAt: null, sequence: 1 }],
      notices: [{ id: 'n', endedAt: null }],
      incidents: [{ id: 'i', closedAt: null }],
    })
    await journal.apply([{ do: 'repeat', id: 'e', occurrences: 7, attempts: 4, detail: { cover: 'Нет' } }])
    expect((await journal.list({ q: 'нет' }, { limit: 5 })).items).toMatchObject([{ id: 'e', occurrences: 7 }])
    expect([await journal.openEntries(), await journal.openNotices(), await journal.openIncidents()]).toMatchObject([
      [{ id: 'e', attempts: 4, detail: { cover: 'Нет' } }],
      [{ id: 'n' }],
      [{ id: 'i' }],
    ])
    const ended = await journal.apply([
      { do: 'explain', id: 'e', explainedBy: 'outage' },
      { do: 'end', id: 'e', at: 5000, occurrences: 8 },
      { do: 'end_notice', id: 'n', at: 5000 },
      { do: 'close_incident', id: 'i', at: 5000 },
    ])
    expect(ended).toMatchObject({
      entries: [{ id: 'e', endedAt: iso(5000), occurrences: 8, explainedBy: 'outage' }],
      notices: [{ id: 'n', endedAt: iso(5000) }],
      incidents: [{ id: 'i', closedAt: iso(5000) }],
    })
    expect([await journal.openEntries(), await journal.openNotices(), await journal.openIncidents()]).toEqual([
      [],
      [],
      [],
    ])
    expect(await journal.entry('e')).toEqual(ended.entries[0])
    expect(await journal.entriesOf(['i', 'other'], 5)).toEqual([{ incidentId: 'i', count: 1, first: ended.entries }])
    expect(await journal.entry('nobody')).toBeNull()
  })

  it('tells of each incident how much is over, and only the newest of that', async () => {
    const { journal } = await ownStore()
    const entriesIn = (incidentId: string, count: number) =>
      Array.from({ length: count }, (_, nth) => ({
        do: 'open' as const,
        entry: newEntry({ id: `${incidentId}${nth}`, at: nth, endedAt: nth, incidentId }),
      }))
    const open = newEntry({ id: 'open', incidentId: 'many' })
    await journal.apply([...entriesIn('many', 5), ...entriesIn('one', 1), { do: 'open', entry: open }])
    const ended = await journal.endedOf(['many', 'one', 'none'], 2)
    const told = ended.map(({ incidentId, count, first }) => [incidentId, count, first.map(({ id }) => id)])
    expect(Object.fromEntries(told.map(([id, ...rest]) => [id, rest]))).toEqual({
      many: [5, ['many4', 'many3']],
      one: [1, ['one0']],
    })
  })

  it('gives the entries of an incident that weigh most, and page by page all of them', async () => {
    const { journal } = await ownStore()
    const entry = (id: string, at: number, more: Partial<NewEntry> = {}) => ({
      do: 'open' as const,
      entry: newEntry({ id, at, endedAt: at + 1, incidentId: 'i', ...more }),
    })
    const retries = Array.from({ length: 2_000 }, (_, nth) => entry(`retry${nth}`, nth, { kind: 'Retry' }))
    const others = [entry('fail', 3_000), entry('offline', 4_000, { kind: 'Offline' }), entry('later', 5_000)]
    const open = entry('open', 6_000, { kind: 'Retry', endedAt: null })
    await journal.apply([...retries, ...others, open, entry('else', 9_000, { incidentId: 'j' })])
    const [told] = await journal.entriesOf(['i'], 5)
    expect(told?.first.map(({ id }) => id)).toEqual(['open', 'offline', 'fail', 'later', 'retry0'])
    expect(told?.count).toBe(2_004)
    const first = await journal.list({ incidentId: 'i' }, { limit: 3 })
    const second = await journal.list({ incidentId: 'i' }, { limit: 3, cursor: first.nextCursor ?? '' })
    const ids = [...first.items, ...second.items].map(({ id }) => id)
    expect(ids).toEqual(['open', 'later', 'offline', 'fail', 'retry1999', 'retry1998'])
  })

  it('gives a failure that is understood better its new cause, under the same id and beginning, and finds it by that', async () => {
    const { journal } = await ownStore()
    await journal.apply([{ do: 'open', entry: newEntry({ id: 'e', cause: 'no_answer', rule: 'K2.no_answer' }) }])
    const detail = { to: '10.0.0.73' }
    const recast = { cause: 'ip_moved' as const, rule: 'K2.ip_moved', probe: null }
    const change = { do: 'repeat' as const, id: 'e', occurrences: 2, attempts: 3, detail, recast }
    const better = { id: 'e', at: iso(1000), cause: 'ip_moved', rule: 'K2.ip_moved', probe: null, detail, sequence: 1 }
    expect(await journal.apply([change, change])).toMatchObject({ entries: [better] })
    expect((await journal.list({ q: 'ip_moved' }, { limit: 5 })).items).toMatchObject([better])
    expect((await journal.list({ q: 'no_answer' }, { limit: 5 })).items).toEqual([])
  })

  it('takes a repeated change as done', async () => {
    const { journal } = await ownStore()
    const entry = newEntry()
    await journal.apply([{ do: 'open', entry }])
    expect(await journal.apply([{ do: 'open', entry }])).toEqual({ entries: [], notices: [], incidents: [] })
    await journal.apply([{ do: 'end', id: entry.id, at: 2000, occurrences: 1 }])
    await journal.apply([{ do: 'end', id: entry.id, at: 9000, occurrences: 9 }])
    expect(await journal.entry(entry.id)).toMatchObject({ endedAt: iso(2000), occurrences: 1 })
  })

  it('never lets a clock that was put back end something before its beginning', async () => {
    const { journal } = await ownStore()
    await journal.apply([{ do: 'open', entry: newEntry({ id: 'e', at: 5000 }) }])
    const { entries } = await journal.apply([{ do: 'end', id: 'e', at: 10, occurrences: 1 }])
    expect(entries).toMatchObject([{ endedAt: iso(5000) }])
  })

  it('writes all changes of a call or none, and a bad one takes no other call with it', async () => {
    const { journal } = await ownStore()
    const bad = { ...newEntry({ id: 'bad' }), kind: 'Nonsense' as 'Fail' }
    const results = await Promise.allSettled([
      journal.apply([{ do: 'open', entry: newEntry({ id: 'before' }) }]),
      journal.apply([
        { do: 'open', entry: newEntry({ id: 'with' }) },
        { do: 'open', entry: bad },
      ]),
      journal.apply([{ do: 'open', entry: newEntry({ id: 'after' }) }]),
    ])
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect((await journal.openEntries()).map(({ id }) => id)).toEqual(['before', 'after'])
  })

  it('counts a repeated key of a sender, and leaves it alone', async () => {
    const { journal } = await ownStore()
    const first = await journal.ingest([newEntry({ key: 'k1' }), newEntry({ key: 'k2' }), newEntry()], [])
    expect(first).toMatchObject({ accepted: 3, repeated: 0 })
    const again = await journal.ingest(
      [newEntry({ key: 'k2' }), newEntry({ key: 'k3' }), newEntry({ key: 'k3' })],
      [
        { ...newNotice(), key: 'k1' },
        { ...newNotice(), key: 'k4' },
      ],
    )
    expect(again).toMatchObject({ accepted: 2, repeated: 3 })
    expect([again.entries.length, again.notices.length]).toEqual([1, 1])
  })

  it('never gives a sequence number twice, also when the newest entries are gone', async () => {
    const folder = ownFolder()
    const store = await ownStore(folder)
    const retention = { minutesDays: 1, hoursDays: 1, activityDays: 15, chatsDays: 180 }
    await store.journal.apply([{ do: 'open', entry: newEntry({ endedAt: 1000 }) }])
    await store.prune(retention, Date.now())
    expect(await store.journal.newest()).toEqual({ at: null, sequence: 1 })
    await store.close()
    const again = await ownStore(folder)
    expect(again.databaseId).toBe(store.databaseId)
    const { entries } = await again.journal.apply([{ do: 'open', entry: newEntry() }])
    expect(entries[0]?.sequence).toBe(2)
  })

  it('knows its own newest entry, whatever times others report', async () => {
    const { journal } = await ownStore()
    await journal.apply([{ do: 'open', entry: newEntry({ at: 7000 }) }])
    await journal.ingest([newEntry({ at: 9e12, source: 'ingest' })], [])
    expect(await journal.newest()).toEqual({ at: 7000, sequence: 2 })
  })
})

describe('incidents', () => {
  it('are listed newest first, all, open or closed', async () => {
    const { journal } = await ownStore()
    for (const [id, at] of [
      ['a', 1],
      ['b', 2],
      ['c', 3],
    ] as const)
      await journal.apply([{ do: 'open_incident', id, deviceId: null, deviceName: null, at }])
    await journal.apply([{ do: 'close_incident', id: 'b', at: 9 }])
    const ids = async (open?: boolean) => (await journal.incidents({ limit: 9, open })).items.map(({ id }) => id)
    expect([await ids(), await ids(true), await ids(false)]).toEqual([['c', 'b', 'a'], ['c', 'a'], ['b']])
    const page = await journal.incidents({ limit: 2 })
    expect((await journal.incidents({ limit: 2, cursor: page.nextCursor ?? '' })).items).toMatchObject([{ id: 'a' }])
  })

  it('name who acknowledged first, until it is taken back', async () => {
    const { journal } = await ownStore()
    await journal.apply([{ do: 'open_incident', id: 'i', deviceId: null, deviceName: null, at: 1 }])
    await journal.changeIncident('i', { acknowledged: true, note: 'On my way' }, 'Pepe', 10)
    const again = await journal.changeIncident('i', { acknowledged: true, snoozedUntil: iso(99) }, 'Ana', 20)
    expect(again).toMatchObject({
      acknowledgedBy: 'Pepe',
      acknowledgedAt: iso(10),
      note: 'On my way',
      snoozedUntil: iso(99),
    })
    await journal.changeIncident('i', { acknowledged: false, note: null, snoozedUntil: null }, 'Ana', 30)
    expect(await journal.incident('i')).toMatchObject({ acknowledgedBy: null, note: null, snoozedUntil: null })
    expect(await journal.changeIncident('nobody', {}, 'Ana', 30)).toBeNull()
  })
})

describe('notices', () => {
  it('are listed newest first, by device if asked', async () => {
    const { journal } = await ownStore()
    for (const [id, at, deviceId] of [
      ['a', 1, 'bar'],
      ['b', 2, 'bar'],
      ['c', 3, 'kitchen'],
    ] as const)
      await journal.apply([{ do: 'notice', notice: newNotice({ id, at, deviceId }) }])
    const page = await journal.notices({ limit: 1, deviceId: 'bar' })
    expect(page.items).toMatchObject([{ id: 'b' }])
    const next = await journal.notices({ limit: 1, deviceId: 'bar', cursor: page.nextCursor ?? '' })
    expect(next).toMatchObject({ items: [{ id: 'a' }], nextCursor: null })
  })
})

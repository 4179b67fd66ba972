import type { ActivityFilter } from '@sereno/shared/activity.ts'
import type { NewEntry } from '@sereno/shared/change.ts'
import { describe, expect, it } from 'vitest'
import { newEntry } from '../../test/fakes/new-entry.ts'
import { ownStore } from '../../test/fakes/own-store.ts'
import { iso } from '../clock.ts'
import { CursorFault } from './faults.ts'
import type { Store } from './types.ts'

const write = (store: Store, entry: Partial<NewEntry>) => store.journal.apply([{ do: 'open', entry: newEntry(entry) }])

const idsOf = async (store: Store, filter: ActivityFilter, limit = 100) =>
  (await store.journal.list(filter, { limit })).items.map(({ id }) => id)

describe('the list of the activity log', () => {
  it('goes from the newest beginning to the oldest, then by sequence', async () => {
    const store = await ownStore()
    for (const [id, at] of [
      ['a', 10],
      ['b', 30],
      ['c', 20],
      ['d', 30],
    ] as const)
      await write(store, { id, at })
    expect(await idsOf(store, {})).toEqual(['d', 'b', 'c', 'a'])
  })

  it('gives every entry once over its pages, while others are added at both ends', async () => {
    const store = await ownStore()
    for (let at = 100; at < 120; at += 1) await write(store, { id: `e${at}`, at })
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await store.journal.list({}, { limit: 6, cursor })
      seen.push(...page.items.map(({ id }) => id))
      cursor = page.nextCursor ?? undefined
      await write(store, { at: 500 + seen.length })
    } while (cursor !== undefined)
    expect(seen).toEqual(Array.from({ length: 20 }, (_, index) => `e${119 - index}`))
  })

  it.each(['', 'x', 'MTAuMQ==', 'YWJj', '-'.repeat(200), 'MS4x.', 'é'])('refuses %j as a cursor', async (cursor) => {
    const store = await ownStore()
    await expect(store.journal.list({}, { limit: 1, cursor })).rejects.toBeInstanceOf(CursorFault)
  })

  it('holds the entries whose span touches the time asked for', async () => {
    const store = await ownStore()
    const spans: [id: string, at: number, endedAt: number | null][] = [
      ['over before', 100, 900],
      ['ends as it begins', 100, 1000],
      ['reaches in', 100, 1001],
      ['open since long', 100, null],
      ['a moment at the beginning', 1000, 1000],
      ['inside', 1200, 1300],
      ['begins inside', 1999, null],
      ['begins at the end', 2000, 2000],
    ]
    for (const [id, at, endedAt] of spans) await write(store, { id, at, endedAt })
    expect(await idsOf(store, { since: iso(1000), until: iso(2000) })).toEqual([
      'begins inside',
      'inside',
      'a moment at the beginning',
      'open since long',
      'reaches in',
    ])
  })

  it('holds long spans that reach in from hours before, whatever their length', async () => {
    const store = await ownStore()
    const hour = 3_600_000
    const spans: [id: string, at: number, endedAt: number][] = [
      ['an hour and more', 8 * hour, 9 * hour + 2],
      ['an hour', 8 * hour + 1, 9 * hour + 1],
      ['less', 9 * hour - 1, 9 * hour + 1],
      ['long over', 2 * hour, 8 * hour],
      ['days', -50 * hour, 20 * hour],
    ]
    for (const [id, at, endedAt] of spans) await write(store, { id, at, endedAt })
    const filter = { since: iso(9 * hour), until: iso(10 * hour) }
    expect(await idsOf(store, filter)).toEqual(['less', 'an hour', 'an hour and more', 'days'])
  })

  it('pages through a span across its beginning', async () => {
    const store = await ownStore()
    for (let at = 0; at < 10; at += 1) await write(store, { id: `e${at}`, at: at * 100 })
    const pages: string[][] = []
    let cursor: string | undefined
    do {
      const page = await store.journal.list({ since: iso(500) }, { limit: 3, cursor })
      pages.push(page.items.map(({ id }) => id))
      cursor = page.nextCursor ?? undefined
    } while (cursor !== undefined)
    expect(pages).toEqual([['e9', 'e8', 'e7'], ['e6', 'e5', 'e4'], ['e3', 'e2', 'e1'], ['e0']])
  })

  it('can be narrowed by kind and device', async () => {
    const store = await ownStore()
    await write(store, { id: 'a', at: 1, kind: 'Offline', deviceId: 'bar' })
    await write(store, { id: 'b', at: 2, kind: 'Fail', deviceId: 'bar' })
    await write(store, { id: 'c', at: 3, kind: 'Retry', deviceId: 'kitchen' })
    await write(store, { id: 'd', at: 4, kind: 'Error', deviceId: null })
    expect(await idsOf(store, { kinds: ['Offline'] })).toEqual(['a'])
    expect(await idsOf(store, { kinds: ['Offline', 'Retry'] })).toEqual(['c', 'a'])
    expect(await idsOf(store, { kinds: ['Error', 'Fail', 'Offline', 'Retry'] })).toEqual(['d', 'c', 'b', 'a'])
    expect(await idsOf(store, { deviceId: 'bar', kinds: ['Fail'] })).toEqual(['b'])
  })

  it('is found by words in any case, script and accent, and takes wildcards as they stand', async () => {
    const store = await ownStore()
    await write(store, { id: 'ru', at: 1, deviceName: 'Принтер на кухне', cause: 'no_answer' })
    await write(store, { id: 'es', at: 2, deviceName: 'Café', text: 'SIN PAPEL al 100%' })
    await write(store, { id: 'detail', at: 3, detail: { offline: false, page: { code: 'ECONNREFUSED', port: 9100 } } })
    for (const [q, ids] of [
      ['ПРИНТЕР', ['ru']],
      ['кухнЕ', ['ru']],
      ['cafe', ['es']],
      ['CAFÉ', ['es']],
      ['sin papel', ['es']],
      ['100%', ['es']],
      ['%', ['es']],
      ['paper_out', ['detail', 'es']],
      ['paper.out', []],
      ['econn', ['detail']],
      ['9100', ['detail']],
      ['offline', []],
    ] as const)
      expect(await idsOf(store, { q }), q).toEqual(ids)
  })

  it('streams all in pages of at most 100', async () => {
    const store = await ownStore()
    await store.journal.ingest(
      Array.from({ length: 250 }, (_, at) => newEntry({ at })),
      [],
    )
    const sizes: number[] = []
    for await (const page of store.journal.pages({})) sizes.push(page.length)
    expect(sizes).toEqual([100, 100, 50])
  })
})

describe('what the digest reads', () => {
  it('is every entry of the kinds that touches the span, oldest first', async () => {
    const store = await ownStore()
    await write(store, { id: 'open', at: 10 })
    await write(store, { id: 'over', at: 20, endedAt: 90 })
    await write(store, { id: 'late', at: 150, kind: 'Offline' })
    await write(store, { id: 'other', at: 160, kind: 'Retry' })
    const entries = await store.journal.between(100, 200, ['Fail', 'Offline'])
    expect(entries.map(({ id }) => id)).toEqual(['open', 'late'])
    expect(await store.journal.between(100, 200, [])).toEqual([])
  })
})

describe('the summary', () => {
  it('counts each entry once, by kind, device and hour', async () => {
    const store = await ownStore()
    const hour = 3_600_000
    await write(store, { at: 1, kind: 'Offline', deviceName: 'Old name' })
    await write(store, { at: hour + 1, deviceName: 'New name' })
    await write(store, { at: 2 * hour, endedAt: 2 * hour, kind: 'Error', deviceId: null, deviceName: null })
    const span = { since: iso(hour), until: iso(3 * hour) }
    expect(await store.journal.summary(span)).toEqual({
      ...span,
      total: 3,
      kinds: { Error: 1, Fail: 1, Offline: 1, Retry: 0 },
      devices: [
        { deviceId: 'kitchen', deviceName: 'New name', total: 2, kinds: { Error: 0, Fail: 1, Offline: 1, Retry: 0 } },
        { deviceId: null, deviceName: null, total: 1, kinds: { Error: 1, Fail: 0, Offline: 0, Retry: 0 } },
      ],
      hours: [
        { at: iso(hour), kinds: { Error: 0, Fail: 1, Offline: 1, Retry: 0 } },
        { at: iso(2 * hour), kinds: { Error: 1, Fail: 0, Offline: 0, Retry: 0 } },
      ],
    })
  })
})

import { api } from '@sereno/shared/api/index.ts'
import { csvCell } from '@sereno/shared/csv-cell.ts'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { makeHouse, noon, type PretendHouse } from '../../../test/fakes/house.ts'
import { newEntry } from '../../../test/fakes/new-entry.ts'
import { refusalOf } from '../../../test/fakes/refusal.ts'
import { activityCsv } from './activity-csv.ts'
import { listActivity } from './list-activity.ts'
import { summarizeActivity } from './summarize-activity.ts'

let house: PretendHouse
beforeEach(async () => {
  house = await makeHouse()
})
afterEach(() => house.close())

const keep = (...entries: Parameters<typeof newEntry>[0][]) =>
  house.store.journal.apply(entries.map((entry) => ({ do: 'open', entry: newEntry({ at: noon, ...entry }) })))
async function partsOf(filter = {}): Promise<string[]> {
  const parts: string[] = []
  for await (const part of activityCsv(house, filter, 'en')) parts.push(part)
  return parts
}
const csv = async (filter = {}) => (await partsOf(filter)).join('')

describe('the list', () => {
  test('gives entries as the contract says, newest first, whatever they are named', async () => {
    const names = ['<script>alert(1)</script>', 'a\u202Eb', 'x'.repeat(60), '']
    await keep(...names.map((deviceName, index) => ({ deviceName, at: noon + index })))
    const { items } = api['activity.list'].response.parse(await listActivity(house, { limit: 50 }, 'ru'))
    expect(items.map(({ deviceName }) => deviceName)).toEqual(names.toReversed())
    expect(items.every(({ network, cause }) => network === 'no' && cause === 'paper_out')).toBe(true)
    expect(items[0]).not.toHaveProperty('sequence')
    expect(items[0]).not.toHaveProperty('text')
  })

  test('pages, and refuses a span that ends before it begins', async () => {
    await keep({ at: noon }, { at: noon + 1 }, { at: noon + 2 })
    const first = await listActivity(house, { limit: 2 }, 'en')
    const second = await listActivity(house, { limit: 2, cursor: first.nextCursor ?? '' }, 'en')
    expect([first.items.length, second.items.length, second.nextCursor]).toEqual([2, 1, null])
    const span = { since: '2026-11-21T12:00:00.000Z', until: '2026-11-21T11:00:00.000Z' }
    const refused = { code: 'invalid', fields: { until: 'ends_before_it_begins' } }
    expect(await refusalOf(() => listActivity(house, { limit: 2, ...span }, 'en'))).toEqual(refused)
    expect(await refusalOf(() => summarizeActivity(house, span))).toEqual(refused)
    expect(await refusalOf(() => activityCsv(house, span, 'en'))).toEqual(refused)
  })
})

test('the summary counts the last 24 hours, or the span that is asked for', async () => {
  await keep(
    { at: noon - 1 },
    { at: noon - 90_000_000, endedAt: noon - 90_000_000, kind: 'Retry', cause: 'check_retry' },
  )
  const { response } = api['activity.summary']
  const day = response.parse(await summarizeActivity(house, {}))
  expect(day).toMatchObject({ total: 1, kinds: { Error: 0, Fail: 1, Offline: 0, Retry: 0 } })
  const week = response.parse(await summarizeActivity(house, { since: '2026-11-20T00:00:00.000Z' }))
  expect(week).toMatchObject({ total: 2, kinds: { Fail: 1, Retry: 1 } })
  expect((await refusalOf(() => summarizeActivity(house, { since: '2020-01-01T00:00:00.000Z' }))).fields).toEqual({
    since: 'span_too_long',
  })
})

describe('CSV', () => {
  test('begins with a byte order mark and stable keys, and has ISO times and one line an entry', async () => {
    await keep({ id: 'one', rule: 'K3.paper_out', detail: { tray: 1 } })
    const lines = (await csv()).split('\r\n')
    expect(lines[0]).toBe(
      '\uFEFFid,at,endedAt,kind,cause,deviceId,deviceName,probe,source,message,advice,attempts,occurrences,network,incidentId,explainedBy,rule,detail',
    )
    expect(lines[1]).toMatch(/^one,2026-11-21T12:00:00\.000Z,,Fail,paper_out,kitchen,Kitchen printer,escpos,probe,/u)
    expect(lines[1]).toMatch(/,3,1,no,,,K3\.paper_out,"\{""tray"":1\}"$/u)
    expect(lines.slice(2)).toEqual([''])
  })

  test('comes page by page, each entry once', async () => {
    await keep(...Array.from({ length: 1200 }, (_, index) => ({ at: noon + index })))
    const parts = await partsOf()
    expect(parts.length).toBeGreaterThan(3)
    expect(new Set(parts.join('').trim().split('\r\n')).size).toBe(1201)
  })

  test('keeps to its filters', async () => {
    await keep({ kind: 'Offline', cause: 'no_answer' }, {})
    expect((await csv({ kinds: ['Offline'] })).trim().split('\r\n')).toHaveLength(2)
  })

  test('no name or text of a device becomes a formula', async () => {
    await keep({ deviceName: "=cmd|' /C calc'!A0", text: '@SUM(1+1)*cmd' })
    const [, line = ''] = (await csv()).split('\r\n')
    expect(line).toContain(",'=cmd|' /C calc'!A0,")
    expect(line).toContain(",'@SUM(1+1)*cmd,")
  })

  test.each([
    ['=1+1', "'=1+1"],
    ['+34', "'+34"],
    ['-1', "'-1"],
    ['@a', "'@a"],
    ['\ta', '"\'\ta"'],
    ['\r=a', `"'\r'=a"`],
    ['\n=a', `"'\n'=a"`],
    ['＝1+1', "'＝1+1"],
    ['a;=1+1;b', "a;'=1+1;b"],
    ['a\n@b', `"a\n'@b"`],
    ['a;"+1"', `"a;""'+1"""`],
    ['1 + 1 = 2; fine', '1 + 1 = 2; fine'],
    ['a,b', '"a,b"'],
    ['say "no"', '"say ""no"""'],
    ['=a,"b"', '"\'=a,""b"""'],
    ['a\r\nb', '"a\r\nb"'],
    ['plain', 'plain'],
    ['', ''],
    [null, ''],
    [-1, '-1'],
  ])('%j is written as %j', (value, cell) => {
    expect(csvCell(value)).toBe(cell)
  })
})

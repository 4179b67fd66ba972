import { api } from '@sereno/shared/api/index.ts'
import { csvCell } from '@sereno/shared/csv-cell.ts'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { makeHouse, noon, type PretendHouse, technician } from '../../../test/fakes/house.ts'
import { newEntry } from '../../../test/fakes/new-entry.ts'
import { refusalOf } from '../../../test/fakes/refusal.ts'
import { addDevice } from '../devices/add-device.ts'
import { Pace } from '../pace.ts'
import { activityCsv } from './activity-csv.ts'
import { activityJson } from './activity-json.ts'
import { listActivity } from './list-activity.ts'
import { mailActivity } from './mail-activity.ts'
import { relatedEntries } from './related-entries.ts'
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

describe('a filter', () => {
  const idsOf = async (filter: object) =>
    (await listActivity(house, api['activity.list'].query.parse(filter), 'en')).items.map(({ id }) => id)

  test('by network goes by the cause, and what only a sender knows may concern it', async () => {
    await keep(
      { id: 'paper', cause: 'paper_out' },
      { id: 'away', cause: 'no_answer', kind: 'Offline' },
      { id: 'cloud', cause: 'pos_cloud', kind: 'Error' },
      { id: 'theirs', cause: 'till_jam', kind: 'Error', source: 'ingest', text: 'jam' },
    )
    expect((await idsOf({ network: 'yes' })).toSorted()).toEqual(['away'])
    expect((await idsOf({ network: 'yes,maybe' })).toSorted()).toEqual(['away', 'cloud', 'theirs'])
    expect((await idsOf({ network: 'no' })).toSorted()).toEqual(['paper'])
    expect(await idsOf({ network: 'yes,no,maybe' })).toHaveLength(4)
    expect((await idsOf({ causes: 'till_jam,no_answer,paper_out', network: 'maybe' })).toSorted()).toEqual(['theirs'])
    house.clock.at += 1
    expect((await summarizeActivity(house, { network: ['yes', 'maybe'] })).total).toBe(3)
    expect(api['activity.list'].query.safeParse({ network: 'perhaps' }).success).toBe(false)
  })

  test('by place means the devices that stand there now', async () => {
    const printer = { type: 'printer' as const, probes: [] }
    const one = await addDevice(house, { ...printer, name: 'One', place: 'Bar', address: '192.0.2.5' }, 'en')
    await keep({ id: 'bar', deviceId: one.id }, { id: 'kitchen' })
    expect(await idsOf({ place: 'Bar' })).toEqual(['bar'])
    expect(await idsOf({ place: 'Cellar' })).toEqual([])
  })
})

test('JSON is one array, also over pages and of nothing', async () => {
  const json = async (filter = {}) => {
    let text = ''
    for await (const part of activityJson(house, filter, 'en')) text += part
    return api['activity.list'].response.shape.items.parse(JSON.parse(text))
  }
  expect(await json()).toEqual([])
  await keep(...Array.from({ length: 1100 }, (_, index) => ({ at: noon + index })))
  expect(new Set((await json()).map(({ id }) => id)).size).toBe(1100)
})

test('an entry names what explains it, what it explains, and the others of its incident', async () => {
  await keep(
    { id: 'line', cause: 'isp_down', kind: 'Offline', incidentId: 'i' },
    { id: 'mail', cause: 'mail_retry', kind: 'Retry', explainedBy: 'line' },
    { id: 'other', incidentId: 'i' },
  )
  const related = async (id: string) => {
    const { explainedBy, explains, sameIncident } = api['activity.related'].response.parse(
      await relatedEntries(house, id, 'en'),
    )
    return [explainedBy?.id, explains.map((entry) => entry.id), sameIncident.map((entry) => entry.id)]
  }
  expect(await related('line')).toEqual([undefined, ['mail'], ['other']])
  expect(await related('mail')).toEqual(['line', [], []])
  expect((await refusalOf(() => related('none'))).code).toBe('not_found')
})

describe('a view by mail', () => {
  const pace = () => new Pace(house.clock, 3, 60_000)
  const mailServer = () =>
    house.book.change((draft) => {
      draft.mail = { host: 'mail.example', port: 587, security: 'auto', user: '', password: '', from: 'a@b.example' }
    })

  test('goes to whoever asks, with its counts, 50 rows and a file of all', async () => {
    await mailServer()
    await keep(...Array.from({ length: 60 }, (_, index) => ({ at: noon + index, deviceName: '<b>Küche' })))
    const filled = new Promise((heard) => house.bus.on('outbox.filled', () => heard(true)))
    const answer = await mailActivity(house, { kinds: ['Fail'] }, technician, 'en', pace())
    expect(answer).toEqual({ to: technician.email, total: 60 })
    expect(await filled).toBe(true)
    const [mail] = await house.store.outbox.claim(house.clock.now(), 5)
    expect(mail).toMatchObject({ to: technician.email, subject: expect.stringContaining('60 entries') })
    expect(mail?.html.split('Küche')).toHaveLength(51)
    expect(mail?.html).not.toContain('<b>K')
    expect(mail?.text).toContain('and 10 more')
    expect(mail?.text).toContain('/activity?kinds=Fail')
    expect(mail?.attachments?.[0]?.text.trim().split('\r\n')).toHaveLength(61)
  })

  test('is refused where mail is not set up, and where one asks too often', async () => {
    expect((await refusalOf(() => mailActivity(house, {}, technician, 'en', pace()))).code).toBe('mail_not_configured')
    await mailServer()
    const mine = pace()
    for (let asked = 0; asked < 3; asked += 1) await mailActivity(house, {}, technician, 'en', mine)
    expect((await refusalOf(() => mailActivity(house, {}, technician, 'en', mine))).code).toBe('too_often')
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

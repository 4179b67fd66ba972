import { type Language, languages } from '@sereno/shared/field.ts'
import { describe, expect, test } from 'vitest'
import { aDay, digestFacts } from '../../../test/fakes/digest.ts'
import { anEntry } from '../../../test/fakes/entries.ts'
import { decide } from './decide.ts'
import { makeDigest } from './digest.ts'
import { renderHtml } from './html.ts'
import { renderText } from './text.ts'

const firstLine = (text: string) => text.split('\n')[0]

describe('the mail as it was looked at in Chromium, 600 and 390 px wide, light and dark', () => {
  test.each(languages)('in %s', async (language) => {
    const digest = makeDigest(digestFacts(aDay(), language))
    const text = `${digest.subject}\n\n${renderText(digest)}`
    await expect(text).toMatchFileSnapshot(`__snapshots__/digest.${language}.txt.snap`)
    await expect(renderHtml(digest)).toMatchFileSnapshot(`__snapshots__/digest.${language}.html.snap`)
  })
})

describe('subject and first line name the device, the cause and how long', () => {
  test.each([
    ['en', 'Bar Pepe: 5 errors in 24 h (3 Offline, 1 Fail, 1 Error) - Kitchen printer: Out of paper, for 2 h 10 min'],
    [
      'es',
      'Bar Pepe: 5 errores en 24 h (3 Offline, 1 Fail, 1 Error) - Kitchen printer: Sin papel, desde hace 2 h 10 min',
    ],
    [
      'ca',
      'Bar Pepe: 5 errors en 24 h (3 Offline, 1 Fail, 1 Error) - Kitchen printer: Sense paper, des de fa 2 h 10 min',
    ],
    ['ru', 'Bar Pepe: 5 ошибок за 24 ч (3 Offline, 1 Fail, 1 Error) - Kitchen printer: Нет бумаги, уже 2 ч 10 мин'],
  ] as const)('in %s', (language, subject) => {
    const digest = makeDigest(digestFacts(aDay(), language))
    expect(digest.subject.replace(/\s/gu, ' ')).toBe(subject)
    expect(firstLine(renderText(digest))).toBe(digest.lead)
    expect(renderHtml(digest)).toMatch(/<body[^>]*>\n<div style="display:none[^"]*">Kitchen printer: /u)
  })

  test.each([
    [1, 'ошибка'],
    [2, 'ошибки'],
    [5, 'ошибок'],
    [21, 'ошибка'],
  ])('%i in Russian is %s', (n, word) => {
    const entries = Array.from({ length: n }, () => anEntry())
    expect(makeDigest(digestFacts(entries, 'ru')).subject).toContain(`${n} ${word} за 24 ч`)
  })

  test('one failure that quiet hours cut in two counts once, and is not told to explain itself', () => {
    const again = anEntry({ at: '2026-11-21T05:00:00.000Z', endedAt: null })
    const before = { at: '2026-11-20T21:30:00.000Z', endedAt: '2026-11-20T22:00:00.000Z', explainedBy: again.id }
    const digest = makeDigest(digestFacts([anEntry(before), again], 'en'))
    expect(digest.subject).toContain('1 error in 24 h')
    expect(digest.rows.map(({ explains }) => explains)).toEqual([null])
  })

  test('an open one comes before a longer one that is over, Offline before Fail, the longest first', () => {
    const lead = (...entries: Parameters<typeof digestFacts>[0]) =>
      makeDigest(digestFacts(entries, 'en')).lead.replace(/\s/gu, ' ')
    const long = anEntry({ deviceName: 'Long', at: '2026-11-20T08:00:00.000Z', endedAt: '2026-11-20T18:00:00.000Z' })
    const short = anEntry({ deviceId: 's', deviceName: 'Short' })
    const open = anEntry({ deviceId: 'o', deviceName: 'Open', kind: 'Retry', cause: 'check_retry', endedAt: null })
    const fail = anEntry({ deviceId: 'f', deviceName: 'Fail', kind: 'Fail', cause: 'cover_open' })
    expect(lead(short, long)).toBe('Long: No answer, 10 h 0 min, over since 20 Nov, 19:00')
    expect(lead(long, open)).toContain('Open: ')
    expect(lead(fail, short)).toContain('Short: ')
  })

  test('what was only a moment has no duration', () => {
    const moment = anEntry({ kind: 'Error', cause: 'reported', text: 'Charge failed', at: '2026-11-20T21:15:00.000Z' })
    const digest = makeDigest(digestFacts([{ ...moment, endedAt: moment.at }], 'en'))
    expect(digest.lead).toBe('Kitchen printer: Charge failed, once, 20 Nov, 22:15')
    expect(digest.subject).toBe('Bar Pepe: 1 error in 24 h (1 Error) - Kitchen printer: Charge failed')
  })

  test('a long subject is cut, its counts are not', () => {
    const entry = anEntry({ deviceName: 'P'.repeat(60), text: 'x '.repeat(200), cause: 'reported' })
    const { subject } = makeDigest(digestFacts([entry], 'en', { venue: 'B'.repeat(40) }))
    expect(Array.from(subject)).toHaveLength(120)
    expect(subject).toContain(': 1 error in 24 h (1 Offline) - PPP')
  })

  test('E39 a test says so first', () => {
    const facts = digestFacts(aDay(), 'en')
    const digest = makeDigest({ ...facts, form: { ...facts.form, test: true } })
    expect(digest.subject).toMatch(/^\[TEST\] Bar Pepe: /u)
    expect(digest.why.join(' ')).toContain('only you receive it')
  })
})

describe('what the mail says', () => {
  test('what an outage explains is listed under it and counted nowhere', () => {
    const digest = makeDigest(digestFacts(aDay(), 'en'))
    const line = digest.rows.find(({ device }) => device === 'Internet')
    expect(line?.explains).toBe('Explains 2 more: Sereno: Mail waits (2)')
    expect(digest.counters.map(({ kind, count }) => `${count} ${kind}`)).toEqual([
      '3 Offline',
      '1 Fail',
      '1 Error',
      '0 Retry',
    ])
  })

  test('the timeline has 24 cells, also on days of 23 and 25 hours', () => {
    const days: [since: string, until: string][] = [
      ['2026-03-28T06:00:00Z', '2026-03-29T05:00:00Z'],
      ['2026-10-24T05:00:00Z', '2026-10-25T06:00:00Z'],
    ]
    for (const [since, until] of days) {
      const entry = anEntry({ at: since, endedAt: null })
      const span = { since: Date.parse(since), until: Date.parse(until), now: Date.parse(until) }
      const digest = makeDigest(digestFacts([entry], 'en', span))
      expect(digest.timeline).toHaveLength(24)
      expect(digest.timeline.every(({ kind }) => kind === 'Offline')).toBe(true)
      expect(digest.subject).toContain('in 24 h')
    }
  })

  test('on demand it names who asked for it', () => {
    const why = makeDigest(digestFacts(aDay(), 'en', { trigger: 'demand', requestedBy: 'Ana Puig' })).why.join(' ')
    expect(why).toContain('Requested by Ana Puig at 21 Nov, 07:00.')
  })

  test('it compares with the day before, in words', () => {
    const comparison = (totalBefore: number, language: Language = 'en') =>
      makeDigest(digestFacts(aDay(), language, { totalBefore })).comparison
    expect(comparison(5)).toBe('As many as the day before (5).')
    expect(comparison(4)).toBe('1 error more than the day before (4).')
    expect(comparison(7, 'ru')).toBe('На 2 ошибки меньше, чем днём раньше (7).')
  })

  test('it tells what rises day by day, in both parts and every language, and nothing where nothing does', () => {
    const rising = [{ kind: 'Retry' as const, counts: [2, 4, 7] }]
    expect(makeDigest(digestFacts(aDay(), 'en')).trend).toBeNull()
    expect(makeDigest(digestFacts(aDay(), 'ru', { rising })).trend).toContain('Retry растёт 3 дня подряд: 2 → 4 → 7.')
    const digest = makeDigest(digestFacts(aDay(), 'en', { rising }))
    expect(digest.trend).toBe(
      'Retry rising for 3 days: 2 → 4 → 7. A network often announces an incident so: look before it comes.',
    )
    for (const part of [renderText(digest), renderHtml(digest)])
      expect(part).toContain('Retry rising for 3 days: 2 → 4 → 7')
  })

  test('the box tells of its own troubles', () => {
    const health = { devices: 1, lastCheckAt: null, diskOk: false, waiting: 2 }
    expect(makeDigest(digestFacts(aDay(), 'en', { health })).health).toBe(
      'Sereno watches 1 device. No check has been made yet. Its disk takes no writes. 2 earlier mails are still waiting to be sent.',
    )
  })

  test('only the chosen kinds are shown', () => {
    const facts = digestFacts(aDay(), 'en')
    const form = { ...facts.form, active: true, kinds: ['Fail' as const] }
    const digest = makeDigest({ ...facts, form, decision: decide(aDay(), form, 'daily') })
    expect(digest.counters.map(({ kind }) => kind)).toEqual(['Fail'])
    expect(digest.subject).toContain('1 error in 24 h (1 Fail)')
  })
})

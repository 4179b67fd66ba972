import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { causes } from '@sereno/shared/cause.ts'
import { describe, expect, test } from 'vitest'
import { elsewhere } from '../../agent/test/venue/situations/elsewhere.ts'
import { situations } from '../../agent/test/venue/situations/index.ts'
import type { Situation } from '../../agent/test/venue/situations/situation.ts'
import { root } from '../run.ts'
import { situationsOptions } from './options.ts'
import { isLacking, reportOf, type Standing } from './report.ts'

/** Every string that a file holds; names of tests made from a table are patterns. */
function strings(path: string): RegExp[] {
  const text = readFileSync(join(root, path), 'utf8')
  return [...text.matchAll(/'([^'\n]+)'|`([^`\n]+)`/gu)].map(([, plain, template]) => {
    const parts = (plain ?? template ?? '').split(/%[si]|\$\w+|\$\{[^}]*\}/u)
    return new RegExp(`^${parts.map((part) => RegExp.escape(part)).join('.+')}$`, 'u')
  })
}

/** The parts of a name that nothing in its file spells. */
const strangeParts = (folder: string, name: string): string[] => {
  const [file = '', ...titles] = name.split(' > ')
  const known = strings(join(folder, file))
  return titles.filter((title) => !known.some((one) => one.test(title))).map((title) => `${file}: ${title}`)
}

describe('the list of situations', () => {
  test('tells of every cause where it is played, or why it is not', () => {
    const told = new Set<string | null>([...situations, ...elsewhere].map(({ cause }) => cause))
    expect(Object.keys(causes).filter((cause) => !told.has(cause))).toEqual([])
    const both = elsewhere.filter((one) => one.cause !== null && situations.some(({ cause }) => cause === one.cause))
    expect(both).toEqual([])
  })

  test('names only tests of the venue that are there', () => {
    const names = [...new Set(situations.flatMap(({ cases }) => cases))]
    expect(names.flatMap((name) => strangeParts('agent/test/venue', name))).toEqual([])
    expect(situations.filter(({ cases }) => cases.length === 0)).toEqual([])
  })

  test('names only other tests that are there', () => {
    expect(elsewhere.flatMap(({ tests }) => tests).flatMap((name) => strangeParts('agent', name))).toEqual([])
  })

  test('says each situation once', () => {
    const all = [...situations, ...elsewhere].map(({ what }) => what)
    expect(all.toSorted()).toEqual([...new Set(all)].toSorted())
  })
})

describe('the report', () => {
  const one = (cases: string[]): Situation => ({ what: 'out of paper', cause: 'paper_out', count: '1', cases })
  test.for<[standings: [string, Standing][], cases: string[], standing: Standing, lacking: boolean]>([
    [[['a', 'held']], ['a'], 'held', false],
    [[['a', 'there']], ['a'], 'there', false],
    [
      [
        ['a', 'held'],
        ['b', 'not_held'],
      ],
      ['a', 'b'],
      'not_held',
      true,
    ],
    [[['a', 'held']], ['a', 'b'], 'missing', true],
    [[], [], 'missing', true],
  ])('of %j with the cases %j is %s', ([standings, cases, standing, lacking]) => {
    const { situations: rows } = reportOf([one(cases)], [], new Map(standings))
    expect(rows).toMatchObject([{ kind: 'Fail', standing }])
    expect(rows.map(isLacking)).toEqual([lacking])
  })
})

describe('the options', () => {
  test('give the cases an hour, unless someone says otherwise', () => {
    expect(situationsOptions([], {}, true)).toMatchObject({ run: false, timeoutMs: 120_000 })
    expect(situationsOptions(['--run'], {}, true)).toMatchObject({ run: true, timeoutMs: 3_600_000 })
    expect(situationsOptions(['--run', '--timeout', '5m'], {}, true).timeoutMs).toBe(300_000)
  })
  test.for([['ways'], ['--fly'], ['--json', '--jsonl']])('refuse %j as wrong usage', (args) => {
    expect(() => situationsOptions(args, {}, true)).toThrow(/E_USAGE/u)
  })
})

import { describe, expect, it } from 'vitest'
import { fileName, toCsv, toJson } from './export-table.ts'

const columns = [
  { key: 'name', label: 'Name' },
  { key: 'seconds', label: 'Length' },
  { key: 'open', label: 'Open' },
]

describe('a table as CSV', () => {
  it('begins with the mark of UTF-8 and the stable keys', () => {
    expect(toCsv(columns, [])).toBe('\uFEFFname,seconds,open\r\n')
  })

  it('writes numbers, truth and nothing as a spreadsheet reads them', () => {
    const rows = [{ name: 'Cocina ñ', seconds: -3.5, open: true }, { name: null }]
    expect(toCsv(columns, rows)).toBe('\uFEFFname,seconds,open\r\nCocina ñ,-3.5,true\r\n,,\r\n')
  })

  it.each([
    ['=HYPERLINK("http://x")', `"'=HYPERLINK(""http://x"")"`],
    ['+34 600', `'+34 600`],
    ['@cmd', `'@cmd`],
    ['＝1+1', `'＝1+1`],
    ['bar;=1+1', `bar;'=1+1`],
    ['a\n-1', `"a\n'-1"`],
    ['\t=1', `"'\t'=1"`],
  ])('lets no spreadsheet run %j', (name, cell) => {
    expect(toCsv([{ key: 'name', label: '' }], [{ name }])).toBe(`\uFEFFname\r\n${cell}\r\n`)
  })
})

it('a table as JSON has its columns alone, in their order, and null where there is nothing', () => {
  const json = toJson(columns, [{ open: false, secret: 'x', name: 'Bar' }])
  expect(json).toBe('[\n  {\n    "name": "Bar",\n    "seconds": null,\n    "open": false\n  }\n]\n')
})

it.each([
  ['Devices', 'devices-2026-11-22.csv'],
  ['Журнал / Cocina ñ', 'журнал-cocina-n-2026-11-22.csv'],
  ['../..', 'sereno-2026-11-22.csv'],
])('a file of %j is called %s', (name, called) => {
  expect(fileName(name, 'csv', new Date('2026-11-22T10:00:00Z'))).toBe(called)
})

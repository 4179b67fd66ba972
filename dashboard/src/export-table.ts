import { csvLine } from '@sereno/shared/csv-cell.ts'

export interface ExportColumn {
  /** The heading in the file: stable and in no language, so that a program can rely on it. */
  key: string
  /** The heading on the page. */
  label: string
}

/** A row of a table as it leaves the page. Moments are ISO 8601. */
export type ExportRow = Record<string, string | number | boolean | null>

/** Without the mark, Excel takes UTF-8 for the system's own encoding. */
const byteOrderMark = '\uFEFF'

const cellOf = (value: ExportRow[string] | undefined): string | number | null =>
  typeof value === 'boolean' ? String(value) : (value ?? null)

/** A table as CSV that a spreadsheet opens without running anything of it. */
export const toCsv = (columns: readonly ExportColumn[], rows: readonly ExportRow[]): string =>
  byteOrderMark +
  csvLine(columns.map(({ key }) => key)) +
  rows.map((row) => csvLine(columns.map(({ key }) => cellOf(row[key])))).join('')

/** A table as JSON: one object a row, with the table's columns and in their order. */
export const toJson = (columns: readonly ExportColumn[], rows: readonly ExportRow[]): string =>
  `${JSON.stringify(
    rows.map((row) => Object.fromEntries(columns.map(({ key }) => [key, row[key] ?? null]))),
    null,
    2,
  )}\n`

/** A file's name that every system takes: `devices-2026-11-22.csv`. */
export function fileName(name: string, ending: 'csv' | 'json', at: Date): string {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/gu, '')
    .slice(0, 60)
    .toLowerCase()
  return `${plain === '' ? 'sereno' : plain}-${at.toISOString().slice(0, 10)}.${ending}`
}

/** Hands the reader a file that the page made. */
export function handOver(text: string, name: string): void {
  const type = name.endsWith('.csv') ? 'text/csv;charset=utf-8' : 'application/json'
  const address = URL.createObjectURL(new Blob([text], { type }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // Safari reads the address only after this turn.
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}

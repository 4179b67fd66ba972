import type { ActivityFilter, Entry } from '@sereno/shared/activity.ts'
import { csvLine } from '@sereno/shared/csv-cell.ts'
import type { Language } from '@sereno/shared/field.ts'
import type { House } from '../house.ts'
import { checkSpan } from '../span-of.ts'
import { entryView } from './entry-view.ts'
import { logFilter } from './log-filter.ts'

/** Scripts of others read these names: never rename or move one, only add at the end. */
const columns = [
  'id',
  'at',
  'endedAt',
  'kind',
  'cause',
  'deviceId',
  'deviceName',
  'probe',
  'source',
  'message',
  'advice',
  'attempts',
  'occurrences',
  'network',
  'incidentId',
  'explainedBy',
  'rule',
  'detail',
] as const satisfies readonly (keyof Entry)[]

/** Without it Excel reads UTF-8 as a local 8-bit code page. */
const byteOrderMark = '\uFEFF'

/** The log as CSV, newest first, a page of the store at a time. @throws {Fault} `invalid` at `until`, before the first part */
export function activityCsv(house: House, filter: ActivityFilter, language: Language): AsyncIterable<string> {
  checkSpan(filter)
  return parts(house, filter, language)
}

async function* parts(house: House, filter: ActivityFilter, language: Language): AsyncGenerator<string> {
  yield csvHead
  for await (const page of house.store.journal.pages(logFilter(house, filter))) {
    yield page.map((record) => csvEntry(entryView(record, language))).join('')
  }
}

/** Byte order mark and names of the columns. */
export const csvHead = byteOrderMark + csvLine(columns)

/** An entry as a line of CSV. */
export const csvEntry = (entry: Entry): string =>
  csvLine(columns.map((name) => (name === 'detail' ? JSON.stringify(entry.detail) : entry[name])))

import type { ActivityFilter } from '@sereno/shared/activity.ts'
import type { Language } from '@sereno/shared/field.ts'
import { csvEntry, csvHead } from '../../integrations/activity-view/entry-csv.ts'
import type { House } from '../house.ts'
import { checkSpan } from '../span-of.ts'
import { entryView } from './entry-view.ts'
import { logFilter } from './log-filter.ts'

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

import type { ActivityFilter } from '@sereno/shared/activity.ts'
import type { Language } from '@sereno/shared/field.ts'
import type { House } from '../house.ts'
import { checkSpan } from '../span-of.ts'
import { entryView } from './entry-view.ts'
import { logFilter } from './log-filter.ts'

/** The log as one JSON array, newest first, an entry a line. @throws {Fault} `invalid` at `until`, before the first part */
export function activityJson(house: House, filter: ActivityFilter, language: Language): AsyncIterable<string> {
  checkSpan(filter)
  return parts(house, filter, language)
}

async function* parts(house: House, filter: ActivityFilter, language: Language): AsyncGenerator<string> {
  let between = '[\n'
  for await (const page of house.store.journal.pages(logFilter(house, filter))) {
    if (page.length === 0) continue
    yield between + page.map((record) => JSON.stringify(entryView(record, language))).join(',\n')
    between = ',\n'
  }
  yield between === '[\n' ? '[]\n' : '\n]\n'
}

import type { ActivityQuery, Entry } from '@sereno/shared/activity.ts'
import type { Language, Page } from '@sereno/shared/field.ts'
import type { House } from '../house.ts'
import { checkSpan } from '../span-of.ts'
import { entryView } from './entry-view.ts'
import { logFilter } from './log-filter.ts'

/** Entries whose span touches [since, until), newest first. @throws {Fault} `invalid` at `until` */
export async function listActivity(house: House, query: ActivityQuery, language: Language): Promise<Page<Entry>> {
  checkSpan(query)
  const { limit, cursor, ...filter } = query
  const { items, nextCursor } = await house.store.journal.list(logFilter(house, filter), { limit, cursor })
  return { items: items.map((entry) => entryView(entry, language)), nextCursor }
}

import type { Entry, EntryRecord } from '@sereno/shared/activity.ts'
import { networkOf } from '@sereno/shared/cause.ts'
import type { Language } from '@sereno/shared/field.ts'
import type { EntryInShort } from '@sereno/shared/incident.ts'
import { wordsOf } from './message.ts'

/** An entry as the API gives it: its words in a language; an ingested text stays as it came. */
export function entryView({ sequence: _, text, ...record }: EntryRecord, language: Language): Entry {
  const { message, advice } = wordsOf(language, { ...record, text })
  return { ...record, message, advice, network: networkOf(record.cause) }
}

/** The same without the readings that led to it. */
export function inShort(record: EntryRecord, language: Language): EntryInShort {
  const { detail: _, rule: __, ...rest } = entryView(record, language)
  return rest
}

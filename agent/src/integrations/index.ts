import { type Language, languages } from '@sereno/shared/field.ts'
import { say, type WordKey } from '@sereno/shared/locales/index.ts'

/** What a venue can add. A new integration is a folder beside this file and one line here. */
const catalogue = [
  { type: 'error-follow-up', name: 'mail.follow_up.name', description: 'mail.follow_up.description' },
] as const satisfies { type: string; name: WordKey; description: WordKey }[]

export interface CatalogItem {
  type: string
  name: string
  description: string
}

/** What can be added, in the reader's language; found by its name in any language (in the documents: “Error Follow Up”). */
export function listIntegrations(language: Language, search = ''): CatalogItem[] {
  const wanted = search.trim().toLowerCase()
  return catalogue
    .filter(({ name, description }) =>
      [say(language, description), ...languages.map((any) => say(any, name))].some((words) =>
        words.toLowerCase().includes(wanted),
      ),
    )
    .map(({ type, name, description }) => ({
      type,
      name: say(language, name),
      description: say(language, description),
    }))
}

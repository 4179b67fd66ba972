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

/**
 * What can be added, in the reader's language; found by its name in any language (in the documents: “Error Follow Up”), its
 * description or its type. Case, accents and the kind of apostrophe do not matter.
 */
export function listIntegrations(language: Language, search = ''): CatalogItem[] {
  const wanted = plain(search).split(' ')
  return catalogue
    .filter(({ type, name, description }) => {
      const words = plain([type, say(language, description), ...languages.map((any) => say(any, name))].join(' '))
      return wanted.every((word) => words.includes(word))
    })
    .map(({ type, name, description }) => ({
      type,
      name: say(language, name),
      description: say(language, description),
    }))
}

const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[\s\p{P}]+/gu, ' ')
    .trim()

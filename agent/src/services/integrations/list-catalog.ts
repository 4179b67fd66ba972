import { type Language, languages } from '@sereno/shared/field.ts'
import { say } from '@sereno/shared/locales/index.ts'

/** What a venue can add, by type. */
const types = ['error-follow-up'] as const

/** What can be added. It is found by its name in any of our languages, accents and case left aside. */
export function listCatalog(
  q: string | undefined,
  language: Language,
): { items: { type: string; name: string; description: string }[] } {
  const words = plain(q ?? '').split(' ')
  const found = types.filter((type) => {
    const text = plain([type, ...languages.flatMap((each) => Object.values(wordsFor(type, each)))].join(' '))
    return words.every((word) => text.includes(word))
  })
  return { items: found.map((type) => ({ type, ...wordsFor(type, language) })) }
}

const wordsFor = (type: (typeof types)[number], language: Language) => ({
  name: say(language, `overview.integration.${type}.name`),
  description: say(language, `overview.integration.${type}.description`),
})

const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[\s-]+/gu, ' ')
    .trim()

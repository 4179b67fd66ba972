import { readFileSync } from 'node:fs'
import { languages } from '@sereno/shared/field.ts'
import type { Word } from '@sereno/shared/locales/index.ts'
import { describe, expect, it } from 'vitest'
import { wordGroups } from './word-groups.ts'

const wordsOf = (language: string): Record<string, Word> =>
  Object.assign(
    {},
    ...wordGroups.map((group) => {
      const file = new URL(`../../shared/src/locales/${language}/${group}.json`, import.meta.url)
      return JSON.parse(readFileSync(file, 'utf8'))
    }),
  )
const en = wordsOf('en')
const placesOf = (word: Word): string[] => [
  ...new Set([...JSON.stringify(word).matchAll(/\{(\w+)\}/gu)].map(([, name]) => name ?? '')),
]

describe.each(languages)('the words of the dashboard in %s', (language) => {
  const words = wordsOf(language)

  it('are the same as in English, none missing and none too many', () => {
    expect(Object.keys(words).toSorted()).toEqual(Object.keys(en).toSorted())
  })

  it('are never empty and have the same places to fill', () => {
    for (const [key, word] of Object.entries<Word>(en)) {
      expect(placesOf(words[key] ?? '').toSorted(), key).toEqual(placesOf(word).toSorted())
      expect(JSON.stringify(words[key]), key).not.toContain('""')
    }
  })

  it('have every plural form that the language needs for whole numbers', () => {
    const rules = new Intl.PluralRules(language)
    const needed = new Set(Array.from({ length: 200 }, (_, n) => rules.select(n)))
    for (const [key, word] of Object.entries(words)) {
      if (typeof word !== 'string') expect(Object.keys(word), key).toEqual(expect.arrayContaining([...needed]))
    }
  })
})

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { causes } from '../cause.ts'
import { languages } from '../field.ts'
import { fillWord, hasWord, type Word } from './index.ts'

const folder = import.meta.dirname
const read = (language: string, file: string): Record<string, Word> =>
  JSON.parse(readFileSync(join(folder, language, file), 'utf8'))
const files = readdirSync(join(folder, 'en')).filter((name) => name.endsWith('.json'))
const places = (word: Word) =>
  [...new Set((typeof word === 'string' ? word : Object.values(word).join(' ')).match(/\{\w+\}/gu) ?? [])].sort()

describe.each(languages)('the words of %s', (language) => {
  test.each(files)('%s has the keys of English, each with the same places', (file) => {
    const [mine, english] = [read(language, file), read('en', file)]
    expect(Object.keys(mine).sort()).toEqual(Object.keys(english).sort())
    const differing = Object.keys(english).filter((key) => {
      const [a, b] = [mine[key] ?? '', english[key] ?? '']
      return places(a).join() !== places(b).join()
    })
    expect(differing).toEqual([])
  })

  test.each(files)('%s has every plural form that the language needs', (file) => {
    const wanted = new Intl.PluralRules(language).resolvedOptions().pluralCategories
    const lacking = Object.entries(read(language, file)).flatMap(([key, word]) =>
      typeof word === 'string'
        ? []
        : wanted.filter((form) => word[form] === undefined && form !== 'many').map((form) => `${key}.${form}`),
    )
    expect(lacking).toEqual([])
  })

  test.each(files)('%s has no empty word', (file) => {
    const empty = Object.entries(read(language, file)).filter(([, word]) =>
      typeof word === 'string' ? word.trim() === '' : Object.values(word).some((form) => form?.trim() === ''),
    )
    expect(empty).toEqual([])
  })
})

test('every cause has its words', () => {
  const lacking = Object.keys(causes).filter(
    (cause) => !hasWord(`cause.${cause}.text`) || !hasWord(`cause.${cause}.message`),
  )
  expect(lacking).toEqual([])
})

test('a plural form is chosen by the language, and a missing value leaves no braces behind', () => {
  const word = { one: '{n} ошибка', few: '{n} ошибки', many: '{n} ошибок', other: '{n} ошибки' }
  expect([1, 2, 5, 21].map((n) => fillWord('ru', word, { n }))).toEqual([
    '1 ошибка',
    '2 ошибки',
    '5 ошибок',
    '21 ошибка',
  ])
  expect(fillWord('en', 'a {gone} b')).toBe('a  b')
})

test.each(languages)('in %s availability is the same word on the list, the device and the report', (language) => {
  const at = (file: string, key: string) => String(read(language, file)[key]).toLowerCase()
  const word = at('care.json', 'care.well')
  for (const told of [
    at('devices.json', 'devices.uptime'),
    at('report.json', 'report.uptime'),
    at('report.json', 'report.up'),
  ]) {
    expect(told).toContain(word)
  }
})

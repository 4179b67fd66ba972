import type { Language } from '@sereno/shared/field.ts'
import { hasWord, say, type Values } from '@sereno/shared/locales/index.ts'
import type { z } from 'zod'

/** What is wrong with a field: a key of `problem.json` and what a schema found become words, any other text stays. */
export function fieldWords(language: Language, reason: string, issue?: z.core.$ZodIssue, values: Values = {}): string {
  if (issue !== undefined) return issueWords(issue, language)
  const key = `problem.field.${reason}`
  return hasWord(key) ? say(language, key, values) : reason
}

/** What is wrong with a field, in words: zod's issues and the codes that our own schemas give as their messages. */
export function issueWords(issue: z.core.$ZodIssue, language: Language): string {
  const word = (code: string, values: Values = {}): string | null => {
    const key = `problem.field.${code}`
    return hasWord(key) ? say(language, key, values) : null
  }
  return word(issue.message) ?? words(issue, word) ?? say(language, 'problem.field.invalid')
}

type Word = (code: string, values?: Values) => string | null

function words(issue: z.core.$ZodIssue, word: Word): string | null {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? word('required') : (word(`expected_${issue.expected}`) ?? word('invalid_type'))
    case 'too_small':
      if (issue.origin === 'string' && issue.minimum === 1) return word('required')
      return sized('too_small', issue.origin, Number(issue.minimum), word)
    case 'too_big':
      return sized('too_big', issue.origin, Number(issue.maximum), word)
    case 'invalid_format':
      return word(`format_${formats[issue.format] ?? issue.format}`) ?? word('invalid_format')
    case 'invalid_value':
      return issue.input === undefined
        ? word('required')
        : word('invalid_value', { values: issue.values.map(String).join(', ') })
    case 'unrecognized_keys':
      return word('unrecognized_keys')
    default:
      return null
  }
}

/** Formats that read the same to a person. */
const formats: Record<string, string> = { cidrv6: 'cidrv4', ipv6: 'ipv4' }

function sized(code: 'too_small' | 'too_big', origin: string, size: number, word: Word): string | null {
  if (origin === 'string') return word(`${code}_text`, { n: size })
  if (origin === 'array' || origin === 'set') return word(`${code}_list`, { n: size })
  return word(code, { min: size, max: size })
}

import { causes } from '@sereno/shared/cause.ts'
import { type Language, languages } from '@sereno/shared/field.ts'
import ca from '@sereno/shared/locales/ca/cause.json' with { type: 'json' }
import en from '@sereno/shared/locales/en/cause.json' with { type: 'json' }
import es from '@sereno/shared/locales/es/cause.json' with { type: 'json' }
import { hasWord, type Word } from '@sereno/shared/locales/index.ts'
import ru from '@sereno/shared/locales/ru/cause.json' with { type: 'json' }
import { describe, expect, test } from 'vitest'
import { causeText, noticeWords, wordsOf } from './message.ts'

const words: Record<Language, Record<string, Word>> = { en, es, ca, ru }
const told = (
  cause: string,
  detail = {},
  deviceName: string | null = 'Kitchen printer',
  text: string | null = null,
) => ({
  cause,
  detail,
  deviceName,
  text,
  kind: 'Error' as const,
})
const placesOf = (word: Word): string[] =>
  [...new Set([...JSON.stringify(word).matchAll(/\{(\w+)\}/gu)].map(([, name]) => name ?? ''))].sort()

describe('the words of causes', () => {
  test.for(Object.keys(causes))('%s has its text, message and advice', (cause) => {
    for (const part of ['text', 'message', 'advice']) expect(hasWord(`cause.${cause}.${part}`)).toBe(true)
  })

  test.for([...languages])('%s has the same words with the same places as English', (language) => {
    expect(Object.keys(words[language])).toEqual(Object.keys(en))
    for (const [key, word] of Object.entries<Word>(en)) {
      expect([key, placesOf(words[language][key] ?? '')]).toEqual([key, placesOf(word)])
    }
  })

  test.for([...languages])('%s has every plural form that it needs', (language) => {
    const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories
    expect(Object.keys(words[language]['children.message'] ?? {})).toEqual(expect.arrayContaining(forms))
  })

  test.for([...languages])(
    '%s leaves no braces, empty brackets or double blanks where detail is missing',
    (language) => {
      for (const cause of Object.keys(causes)) {
        const { message, advice } = wordsOf(language, told(cause))
        for (const text of [message, advice, causeText(language, cause)]) {
          expect(text).not.toMatch(/[{}]|\(\s*\)| {2}|^\s*$/u)
        }
      }
    },
  )
})

describe('an entry in words', () => {
  test('says who, what and what next', () => {
    expect(wordsOf('en', told('paper_out'))).toEqual({
      message: 'Kitchen printer is out of paper',
      advice: expect.stringMatching(/^Put in a new roll/u),
    })
    expect(causeText('es', 'paper_out')).toBe('Sin papel')
  })

  test('fills its places from the detail', () => {
    expect(wordsOf('en', told('no_answer', { address: '192.168.1.50' })).message).toBe(
      'Kitchen printer does not answer (192.168.1.50)',
    )
    expect(wordsOf('en', told('port_stuck', { port: 9100 })).message).toContain('(port 9100)')
    expect(wordsOf('en', told('pos_cloud', { status: 503 })).message).toContain('HTTP 503')
  })

  test('has other words where another thing is to be done', () => {
    const plain = wordsOf('en', told('no_answer'))
    const hangs = wordsOf('en', told('no_answer', { arp: true }))
    expect(hangs.message).not.toBe(plain.message)
    expect(hangs.advice).not.toBe(plain.advice)
    expect(wordsOf('en', told('agent_network', { reason: 'local_errors', codes: 'ENOBUFS' }, null)).message).toContain(
      'ENOBUFS',
    )
  })

  test.for<[language: Language, text: string]>([
    ['en', 'Switch does not answer. 2 devices behind it do not answer either: Bar, Till.'],
    ['ru', 'Switch не отвечает. За ним не отвечают ещё 2 устройства: Bar, Till.'],
  ])('names the devices behind in %s', ([language, text]) => {
    const children = [{ id: 'a', name: 'Bar' }, 'Till']
    expect(wordsOf(language, told('no_answer', { children }, 'Switch')).message).toBe(text)
  })

  test('keeps an ingested text as it came, with advice for its cause', () => {
    const words = wordsOf('en', told('reported', {}, null, 'Cannot lock because it is locked by Ana'))
    expect(words.message).toBe('Cannot lock because it is locked by Ana')
    expect(words.advice).not.toBe('')
  })

  test('has words for a cause that it does not know', () => {
    expect(wordsOf('en', told('drawer_stuck')).message).toBe(
      'Kitchen printer: reported by another system (drawer_stuck)',
    )
    expect(causeText('en', 'constructor')).toBe('Reported by another system')
  })

  test('cleans and cuts what came from the network', () => {
    const name = `Bar\u202e\u0000${'x'.repeat(1000)}`
    const { message } = wordsOf(
      'en',
      told('printer_warning', { description: `{device}\u200b${'y'.repeat(1000)}` }, name),
    )
    expect(message.length).toBeLessThan(250)
    expect(message).not.toMatch(/[\p{Cc}\p{Cf}]/u)
  })

  test('tells a notice', () => {
    expect(noticeWords('ca', told('paper_low', { tray: 'Safata 1' }))).toBe(
      'Kitchen printer: queda poc paper (Safata 1)',
    )
    expect(noticeWords('ca', told('paper_low', {}, 'Bar', 'as it came'))).toBe('as it came')
  })
})

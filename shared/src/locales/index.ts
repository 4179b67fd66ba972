import type { Language } from '../field.ts'
import caAlert from './ca/alert.json' with { type: 'json' }
import caCause from './ca/cause.json' with { type: 'json' }
import caChannel from './ca/channel.json' with { type: 'json' }
import caDevice from './ca/device.json' with { type: 'json' }
import caMail from './ca/mail.json' with { type: 'json' }
import caOverview from './ca/overview.json' with { type: 'json' }
import caProblem from './ca/problem.json' with { type: 'json' }
import caReceived from './ca/received.json' with { type: 'json' }
import enAlert from './en/alert.json' with { type: 'json' }
import enCause from './en/cause.json' with { type: 'json' }
import enChannel from './en/channel.json' with { type: 'json' }
import enDevice from './en/device.json' with { type: 'json' }
import enMail from './en/mail.json' with { type: 'json' }
import enOverview from './en/overview.json' with { type: 'json' }
import enProblem from './en/problem.json' with { type: 'json' }
import enReceived from './en/received.json' with { type: 'json' }
import esAlert from './es/alert.json' with { type: 'json' }
import esCause from './es/cause.json' with { type: 'json' }
import esChannel from './es/channel.json' with { type: 'json' }
import esDevice from './es/device.json' with { type: 'json' }
import esMail from './es/mail.json' with { type: 'json' }
import esOverview from './es/overview.json' with { type: 'json' }
import esProblem from './es/problem.json' with { type: 'json' }
import esReceived from './es/received.json' with { type: 'json' }
import ruAlert from './ru/alert.json' with { type: 'json' }
import ruCause from './ru/cause.json' with { type: 'json' }
import ruChannel from './ru/channel.json' with { type: 'json' }
import ruDevice from './ru/device.json' with { type: 'json' }
import ruMail from './ru/mail.json' with { type: 'json' }
import ruOverview from './ru/overview.json' with { type: 'json' }
import ruProblem from './ru/problem.json' with { type: 'json' }
import ruReceived from './ru/received.json' with { type: 'json' }

/** A word, or its plural forms by CLDR category, chosen by the value `n`. */
export type Word = string | Partial<Record<Intl.LDMLPluralRule, string>>

const en = {
  alert: enAlert,
  cause: enCause,
  channel: enChannel,
  device: enDevice,
  mail: enMail,
  overview: enOverview,
  problem: enProblem,
  received: enReceived,
}
const catalogues = {
  en,
  es: {
    alert: esAlert,
    cause: esCause,
    channel: esChannel,
    device: esDevice,
    mail: esMail,
    overview: esOverview,
    problem: esProblem,
    received: esReceived,
  },
  ca: {
    alert: caAlert,
    cause: caCause,
    channel: caChannel,
    device: caDevice,
    mail: caMail,
    overview: caOverview,
    problem: caProblem,
    received: caReceived,
  },
  ru: {
    alert: ruAlert,
    cause: ruCause,
    channel: ruChannel,
    device: ruDevice,
    mail: ruMail,
    overview: ruOverview,
    problem: ruProblem,
    received: ruReceived,
  },
} satisfies Record<Language, Record<keyof typeof en, Record<string, Word>>>

type Groups = typeof en
/** `group.key`, such as `cause.paper_out.message`. */
export type WordKey = { [G in keyof Groups & string]: `${G}.${keyof Groups[G] & string}` }[keyof Groups & string]
export type Values = Record<string, string | number | null | undefined>

const plurals = new Map<Language, Intl.PluralRules>()

function pluralRules(language: Language): Intl.PluralRules {
  const known = plurals.get(language) ?? new Intl.PluralRules(language)
  plurals.set(language, known)
  return known
}

/** Fills `{name}` places; a value that is missing leaves its place empty rather than showing the braces to a person. */
export const fill = (text: string, values: Values): string =>
  text.replace(/\{(\w+)\}/gu, (_, name: string) => String(values[name] ?? ''))

/** Chooses the plural form for `values.n` and fills the places of a word. */
export function fillWord(language: Language, word: Word, values: Values = {}): string {
  if (typeof word === 'string') return fill(word, values)
  const form = pluralRules(language).select(Number(values.n ?? 0))
  return fill(word[form] ?? word.other ?? '', values)
}

const find = (language: Language, key: string): Word | undefined => {
  const [group, ...rest] = key.split('.')
  const words: Record<string, Word> | undefined = catalogues[language][group as keyof Groups]
  return words?.[rest.join('.')]
}

/** A word in a language. Values are inserted as they are: escape them where they leave as HTML. */
export const say = (language: Language, key: WordKey, values: Values = {}): string =>
  fillWord(language, find(language, key) ?? '', values)

/** Whether a key exists; for keys that are put together from a cause. */
export const hasWord = (key: string): key is WordKey => find('en', key) !== undefined

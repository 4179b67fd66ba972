import type { Mail } from '@sereno/shared/delivery.ts'
import type { Language } from '@sereno/shared/field.ts'
import type { IntegrationSetting } from '@sereno/shared/integration.ts'

type Languages = Pick<IntegrationSetting, 'language' | 'languages'>

/** What someone reads a digest in: the language chosen for them, else the integration's. */
export const languageFor = ({ language, languages }: Languages, email: string): Language =>
  languages[email.toLowerCase()] ?? language

/** Makes the mails of each language once, and gives them in the order of their readers. */
export function inTheirLanguages(
  setting: Languages,
  emails: readonly string[],
  make: (language: Language, readers: string[]) => Mail[],
): Mail[] {
  const readers = Map.groupBy(emails, (email) => languageFor(setting, email))
  const mails = [...readers].flatMap(([language, group]) => make(language, group))
  return mails.toSorted((one, other) => emails.indexOf(one.to) - emails.indexOf(other.to))
}

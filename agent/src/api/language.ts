import { type Language, languages } from '@sereno/shared/field.ts'

/** The best of our languages in an `Accept-Language` header (RFC 9110, 12.5.4); `null` where it asks for none of them. */
export function acceptedLanguage(header: string | null | undefined): Language | null {
  const wishes = (header ?? '')
    .slice(0, 500)
    .split(',')
    .map((part) => {
      const [range = '', ...parameters] = part.trim().toLowerCase().split(';')
      const weight = parameters
        .map((parameter) => /^\s*q=([\d.]+)\s*$/u.exec(parameter)?.[1])
        .find((q) => q !== undefined)
      return { primary: range.trim().split('-')[0], weight: weight === undefined ? 1 : Number(weight) }
    })
    .filter(({ weight }) => weight > 0)
    .sort((one, other) => other.weight - one.weight)
  for (const { primary } of wishes) {
    const language = languages.find((known) => known === primary)
    if (language !== undefined) return language
  }
  return null
}

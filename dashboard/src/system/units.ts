import type { Language } from '@sereno/shared/languages.ts'

const steps = [
  ['gigabyte', 1e9],
  ['megabyte', 1e6],
  ['kilobyte', 1e3],
] as const

/** Bytes as people read them, by their largest unit: `3.2 GB`. */
export function bytesOf(bytes: number, language: Language): string {
  const [unit, size] = steps.find(([, one]) => bytes >= one) ?? (['byte', 1] as const)
  const value = bytes / size
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit,
    unitDisplay: 'short',
    maximumFractionDigits: value < 10 ? 1 : 0,
  }).format(value)
}

export const celsiusOf = (degrees: number, language: Language): string =>
  new Intl.NumberFormat(language, { style: 'unit', unit: 'celsius', maximumFractionDigits: 0 }).format(degrees)

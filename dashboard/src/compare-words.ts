import { compare } from '@sereno/shared/charts/compare.ts'
import { t } from './words.ts'

/** How a count stands to yesterday's: `2 more than yesterday`. */
export function compareWords(now: number, before: number): string {
  const { how, n } = compare(now, before)
  return t(`compare.${how}`, { n })
}

import type { Language } from '@sereno/shared/field.ts'

/** Monday first, as `day` 1 to 7 counts. */
export const weekdays = [1, 2, 3, 4, 5, 6, 7] as const

/** 5 January 2026 was a Monday. */
export const weekdayName = (day: number, language: Language, weekday: 'long' | 'short' = 'long'): string =>
  new Intl.DateTimeFormat(language, { weekday, timeZone: 'UTC' }).format(new Date(Date.UTC(2026, 0, 4 + day)))

/** A span that ends at or before its beginning ends on the next day: a bar at night. */
export const endsNextDay = (span: { from: string; to: string }): boolean =>
  span.from !== '' && span.to !== '' && span.to <= span.from

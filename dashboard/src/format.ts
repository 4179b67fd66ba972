import type { Device } from '@sereno/shared/device.ts'
import type { Language } from '@sereno/shared/field.ts'

/** Dates as this product's readers write them: English here is that of Europe, the day before the month. */
const localeOf = (language: Language): string => (language === 'en' ? 'en-GB' : language)

/** A list of hundreds tells hundreds of times and lengths: making what tells them costs more than the telling. */
const parts = new Map<string, Intl.DateTimeFormat>()
const numbers = new Map<string, Intl.NumberFormat>()

function formatter(language: Language, zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language} ${zone} ${JSON.stringify(options)}`
  const known =
    parts.get(key) ?? new Intl.DateTimeFormat(localeOf(language), { ...options, timeZone: zone, hourCycle: 'h23' })
  parts.set(key, known)
  return known
}

function told(value: number, language: Language, options: Intl.NumberFormatOptions): string {
  const key = `${language} ${JSON.stringify(options)}`
  const known = numbers.get(key) ?? new Intl.NumberFormat(language, options)
  numbers.set(key, known)
  return known.format(value)
}

/** Where the viewer is. */
const ownZone = Intl.DateTimeFormat().resolvedOptions().timeZone

const clock = { hour: '2-digit', minute: '2-digit' } as const
const clockSeconds = { ...clock, second: '2-digit' } as const
const day = { day: 'numeric', month: 'short' } as const

export const timeOf = (at: string | number, language: Language, zone: string): string =>
  formatter(language, zone, clock).format(new Date(at))

export const timeWithSeconds = (at: string | number, language: Language, zone: string): string =>
  formatter(language, zone, clockSeconds).format(new Date(at))

export const dateTimeOf = (at: string | number, language: Language, zone: string): string =>
  formatter(language, zone, { ...day, year: 'numeric', ...clock }).format(new Date(at))

/** A day of the venue with its year: `21 November 2026`. */
export const dateOf = (at: string | number, language: Language, zone: string): string =>
  formatter(language, zone, { day: 'numeric', month: 'long', year: 'numeric' }).format(new Date(at))

/** A day of the venue: `21 Nov`. */
export const dayOf = (at: string | number, language: Language, zone: string): string =>
  formatter(language, zone, day).format(new Date(at))

/** From one moment to another: `13:00–13:15`; of whole days the day, or the first and the last. */
export function spanOf(from: number, until: number, language: Language, zone: string): string {
  if (until - from < 82_800_000) return `${timeOf(from, language, zone)}–${timeOf(until, language, zone)}`
  const [first, last] = [dayOf(from, language, zone), dayOf(until - 1, language, zone)]
  return first === last ? first : `${first} – ${last}`
}

/** Both the moment in UTC and where it is told, for a tooltip. */
export const utcOf = (at: string | number): string => `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC`

/** The moment in UTC, and by the viewer's own clock where that is another zone's; what a tooltip and a tap tell. */
export function elsewhereOf(at: string | number, language: Language, zone: string, own = ownZone): string {
  const utc = utcOf(at)
  return own === zone || own === 'UTC' ? utc : `${utc} · ${dateTimeOf(at, language, own)} ${own}`
}

const dayKey = (at: number, zone: string) => formatter('en', zone, { ...day, year: 'numeric' }).format(at)

/** `13:02` on the same day of the venue, else the day with it, and the year where it is another. */
export function momentOf(at: string | number, now: number, language: Language, zone: string): string {
  const then = new Date(at).getTime()
  if (dayKey(then, zone) === dayKey(now, zone)) return timeOf(then, language, zone)
  const sameYear = new Date(then).getUTCFullYear() === new Date(now).getUTCFullYear()
  return formatter(language, zone, { ...day, ...clock, ...(sameYear ? {} : { year: 'numeric' }) }).format(then)
}

const steps = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const

/** A length of time in words, by its largest unit: `3 minutes`. Below a minute in whole seconds. */
export function lengthOf(ms: number, language: Language, display: 'long' | 'narrow' | 'short' = 'long'): string {
  const seconds = Math.max(0, Math.round(ms / 1000))
  const [unit, size] = steps.find(([, width]) => seconds >= width) ?? (['second', 1] as const)
  return told(Math.floor(seconds / size), language, { style: 'unit', unit, unitDisplay: display })
}

/** A length of time to the minute, by its two largest units: `1 hr 48 min`; below an hour as `lengthOf` says it. */
export function exactLengthOf(ms: number, language: Language): string {
  const minutes = Math.round(ms / 60_000)
  if (minutes < 60) return lengthOf(ms, language, 'short')
  const [days, hours] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24]
  const parts = days > 0 ? { day: days, hour: hours } : { hour: hours, minute: minutes % 60 }
  return Object.entries(parts)
    .filter(([, value]) => value > 0)
    .map(([unit, value]) => told(value, language, { style: 'unit', unit, unitDisplay: 'short' }))
    .join(' ')
}

export const listOfWords = (words: readonly string[], language: Language): string =>
  new Intl.ListFormat(language, { type: 'conjunction', style: 'long' }).format(words)

/** Milliseconds as people read them: `3.1 ms`, `240 ms`. */
export const latencyOf = (ms: number, language: Language): string =>
  told(ms, language, {
    style: 'unit',
    unit: 'millisecond',
    unitDisplay: 'short',
    maximumFractionDigits: ms < 10 ? 1 : 0,
  })

export const percentOf = (part: number, language: Language, digits: 0 | 1 = part > 0 && part < 0.1 ? 1 : 0): string =>
  told(part, language, { style: 'percent', maximumFractionDigits: digits })

/** Vendor and model of a device, as far as they are known; empty where neither is. */
export const modelOf = ({ vendor, model }: Pick<Device, 'vendor' | 'model'>): string =>
  [vendor, model].filter((part) => part !== null).join(' ')

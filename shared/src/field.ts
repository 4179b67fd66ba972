import { z } from 'zod'
import { languages } from './languages.ts'

export { type Language, languages } from './languages.ts'

/**
 * Characters that change how neighbouring text reads without being seen: C0 and C1 controls, zero-width marks and the
 * bidirectional overrides (Unicode TR9, "Trojan Source"). They are refused in what people type and removed from what
 * the network says.
 */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu

/** Text from the network, made fit to show: unseen characters and lone surrogates out, blanks folded, at most `max` characters. */
export function cleanText(text: string, max = 200): string {
  const clean = text
    .slice(0, max * 4)
    .toWellFormed()
    .replace(unseen, ' ')
    .replace(/\s+/gu, ' ')
    .trim()
  return Array.from(clean).slice(0, max).join('')
}

/** What joins emoji and letters, and what tells of the direction of one mark: seen by what it does to its neighbours alone. */
const joining = /[\u200c-\u200f]/u

/** What people say to each other: several lines, without what could make it read as something else, as bidirectional overrides. */
export const talkOnly = (text: string): string =>
  text
    .toWellFormed()
    .replace(/\r\n?/gu, '\n')
    .replace(unseen, (mark) => (mark === '\n' || mark === '\t' || joining.test(mark) ? mark : ''))

const holdsUnseen = (text: string) => text.search(unseen) >= 0

/** One line that a person typed: trimmed, `min` to `max` characters, nothing unseen in it. */
export const line = (min: number, max: number) =>
  z
    .string()
    .trim()
    .min(min)
    .max(max)
    .refine((text) => !holdsUnseen(text) && text.isWellFormed(), { error: 'unseen_characters' })

/** Text of several lines; line feeds and tabs are allowed. */
export const paragraph = (max: number) =>
  z
    .string()
    .max(max)
    .refine((text) => !holdsUnseen(text.replace(/[\n\r\t]/gu, '')) && text.isWellFormed(), {
      error: 'unseen_characters',
    })

/** An opaque id, made by the agent. */
export const id = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[A-Za-z0-9_-]+$/u)

/** A moment: ISO 8601 in UTC with milliseconds, as `Date.prototype.toISOString` writes it. */
export const moment = z.iso.datetime()

/** What a client may send as a moment: any ISO 8601 date-time with an offset; kept as UTC. */
export const momentIn = z.iso
  .datetime({ offset: true })
  .transform((text) => new Date(text).toISOString())
  // An offset can carry a moment out of the four-digit years, and then it would not read as a moment any more.
  .refine((text) => /^\d{4}-/u.test(text), { error: 'moment_out_of_years' })

/** `HH:MM` in the venue's time zone. */
export const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/u, { error: 'not_a_time_of_day' })

/** `YYYY-MM-DD`, a day of the venue's calendar. */
export const localDate = z.iso.date()

export const language = z.enum(languages)

/** An IANA time zone that this runtime knows. */
export const timezone = z.string().max(64).refine(isTimezone, { error: 'unknown_timezone' })

function isTimezone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

/** A mail address. Commas, angle brackets and control characters never pass: each would add or forge a recipient. */
export const email = z.email().max(254)

/** A phone number in E.164: a plus sign and up to 15 digits. */
export const phone = z.e164()

/** A page of a list: `limit` 1 to 500, and the `nextCursor` of the page before. */
export const page = {
  limit: z.coerce.number().int().min(1).max(500).default(50),
  cursor: z.string().min(1).max(200).optional(),
}

/** The envelope of every list. */
export const listOf = <T extends z.ZodType>(item: T) =>
  z.strictObject({ items: z.array(item), nextCursor: z.string().nullable() })
export interface Page<T> {
  items: T[]
  nextCursor: string | null
}

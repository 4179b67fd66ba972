import { wallText } from '@sereno/shared/wall.ts'

/** A moment as the wall clock of a zone shows it: `2026-11-21T23:11`, as `<input type="datetime-local">` wants it. */
export const toWall = (at: string, zone: string): string => wallText(Date.parse(at), zone).replace(' ', 'T')

/**
 * The moment at which a zone's wall clock shows this; `null` where the text is no time. A time that the spring change
 * skips is moved on by the hour, one that the autumn change repeats is the first of the two.
 */
export function fromWall(text: string, zone: string): string | null {
  // The pattern first: engines read all sorts of other texts as some moment.
  const asUtc = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/u.test(text) ? Date.parse(`${text}:00Z`) : Number.NaN
  if (Number.isNaN(asUtc)) return null
  const offsetAt = (at: number) => Date.parse(`${toWall(new Date(at).toISOString(), zone)}:00Z`) - at
  const day = 86_400_000
  const candidates = [offsetAt(asUtc - day), offsetAt(asUtc + day)].map((offset) => asUtc - offset)
  const exact = candidates.filter((at) => toWall(new Date(at).toISOString(), zone) === text)
  const at = exact.length > 0 ? Math.min(...exact) : Math.max(...candidates)
  return new Date(at).toISOString()
}

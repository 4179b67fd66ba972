import { type Kind, kinds } from '../kinds.ts'
import { wallOf } from '../wall.ts'

/** How often something began in an hour: `at` is its first moment. */
export interface HourCount {
  at: string
  kinds: Partial<Record<Kind, number>>
}

/** Counts by weekday (Monday first) and hour of the venue's clock. */
export type Heat = readonly (readonly number[])[]

const dayOf = (date: string): number => (new Date(`${date}T12:00:00Z`).getUTCDay() + 6) % 7

/** Adds the hours up as the venue's clock showed them; of one kind, or of all. */
export function heatOf(hours: readonly HourCount[], zone: string, kind: Kind | null): Heat {
  const heat = Array.from({ length: 7 }, () => Array<number>(24).fill(0))
  for (const { at, kinds: counted } of hours) {
    const { date, hour } = wallOf(Date.parse(at), zone)
    const row = heat[dayOf(date)]
    if (row === undefined) continue
    const sum = kind === null ? kinds.reduce((all, one) => all + (counted[one] ?? 0), 0) : (counted[kind] ?? 0)
    row[hour] = (row[hour] ?? 0) + sum
  }
  return heat
}

/** How dark a cell is, 0 (nothing) to 5 (as many as in the worst). */
export const heatStep = (count: number, most: number): number => (count <= 0 ? 0 : Math.ceil((count / most) * 5))

/** The cell with the most, `null` where there is nothing; of several the first of the week. */
export function worstCell(heat: Heat): { day: number; hour: number; count: number } | null {
  let worst: { day: number; hour: number; count: number } | null = null
  for (const [day, row] of heat.entries()) {
    for (const [hour, count] of row.entries()) {
      if (count > (worst?.count ?? 0)) worst = { day, hour, count }
    }
  }
  return worst
}

interface WeekHours {
  days: readonly { day: number; from: string; to: string }[]
}

/** In which hours of the week the venue is open, at least for a part; of one without opening hours in none. */
export function openCells(openingHours: WeekHours | null): boolean[][] {
  const cells = Array.from({ length: 7 }, () => Array<boolean>(24).fill(false))
  const minutes = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3))
  for (const { day, from, to } of openingHours?.days ?? []) {
    const begin = (day - 1) * 1440 + minutes(from)
    // A span that does not end after its beginning ends on the next day.
    const end = (day - 1) * 1440 + minutes(to) + (minutes(to) <= minutes(from) ? 1440 : 0)
    for (let hour = Math.floor(begin / 60); hour < Math.ceil(end / 60); hour += 1) {
      const row = cells[Math.floor(hour / 24) % 7]
      if (row) row[hour % 24] = true
    }
  }
  return cells
}

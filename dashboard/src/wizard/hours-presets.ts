/** A span of opening hours; `day` 1 is Monday, and `to` not after `from` is on the next day. */
export interface Span {
  day: number
  from: string
  to: string
}

/** Weeks that many venues have, to be begun with. */
export const hoursPresets = {
  noon_to_midnight: [['12:00', '00:00']],
  all_day: [['08:00', '23:00']],
  lunch_and_dinner: [
    ['13:00', '16:00'],
    ['20:00', '00:00'],
  ],
  cafe: [['08:00', '18:00']],
  night: [['18:00', '02:00']],
} as const satisfies Record<string, readonly (readonly [string, string])[]>
export type HoursPreset = keyof typeof hoursPresets
export const presetNames = Object.keys(hoursPresets).filter((name): name is HoursPreset =>
  Object.hasOwn(hoursPresets, name),
)

const week = [1, 2, 3, 4, 5, 6, 7]

/** A preset's week without the days on which the venue is closed. */
export const weekOf = (preset: HoursPreset, closed: readonly number[] = []): Span[] =>
  week
    .filter((day) => !closed.includes(day))
    .flatMap((day) => hoursPresets[preset].map(([from, to]) => ({ day, from, to })))

export const closedDays = (spans: readonly Span[]): number[] =>
  week.filter((day) => !spans.some((span) => span.day === day))

/** A week as it stands on a sheet, with equal days together: `Tuesday–Sunday 12:00–24:00`. */
export function weekInWords(spans: readonly Span[], nameOf: (day: number) => string): string {
  const hoursOf = (day: number) =>
    spans
      .filter((span) => span.day === day)
      .map(({ from, to }) => `${from}–${to === '00:00' ? '24:00' : to}`)
      .join(', ')
  const runs: { first: number; last: number; hours: string }[] = []
  for (const day of week) {
    const [hours, run] = [hoursOf(day), runs.at(-1)]
    if (hours === '') continue
    if (run?.last === day - 1 && run.hours === hours) run.last = day
    else runs.push({ first: day, last: day, hours })
  }
  return runs
    .map(({ first, last, hours }) => `${nameOf(first)}${last > first ? `–${nameOf(last)}` : ''} ${hours}`)
    .join('; ')
}

const written = (spans: readonly Span[]) => spans.map(({ day, from, to }) => `${day} ${from} ${to}`).sort()

/** The preset that these hours are, whichever days are closed; `null`: hours of one's own. */
export const presetOf = (spans: readonly Span[]): HoursPreset | null =>
  presetNames.find((name) => String(written(weekOf(name, closedDays(spans)))) === String(written(spans))) ?? null

/** Closes a day, or opens it with the hours of another one. */
export function toggleDay(spans: readonly Span[], day: number): Span[] {
  const open = spans.filter((span) => span.day !== day)
  if (open.length < spans.length) return open
  const like = open[0]?.day
  const copied = open.filter((span) => span.day === like).map((span) => ({ ...span, day }))
  return [...open, ...(copied.length > 0 ? copied : [{ day, from: '12:00', to: '00:00' }])].toSorted(
    (a, b) => a.day - b.day,
  )
}

const formatters = new Map<string, Intl.DateTimeFormat>()

/** A moment (ms since 1970) on the calendar and the wall clock of a zone: `2026-11-21 23:11`. */
export function wallText(at: number, zone: string): string {
  const known =
    formatters.get(zone) ??
    new Intl.DateTimeFormat('sv', {
      timeZone: zone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    })
  formatters.set(zone, known)
  return known.format(at)
}

/** The same in its parts; the date is `YYYY-MM-DD`. */
export function wallOf(at: number, zone: string): { date: string; hour: number; minute: number } {
  const text = wallText(at, zone)
  return { date: text.slice(0, 10), hour: Number(text.slice(11, 13)), minute: Number(text.slice(14, 16)) }
}

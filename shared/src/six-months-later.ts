/** The day of the calendar six months after one, `YYYY-MM-DD`; where that month is shorter, its last day. */
export function sixMonthsLater(date: string): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number)
  const lastDay = new Date(Date.UTC(year, month + 6, 0)).getUTCDate()
  return new Date(Date.UTC(year, month + 5, Math.min(day, lastDay))).toISOString().slice(0, 10)
}

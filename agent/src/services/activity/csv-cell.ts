/**
 * A cell of CSV (RFC 4180). A spreadsheet takes what begins with one of these characters for a formula and may run it, so
 * an apostrophe goes before it; the sign of a number is one of them, so numbers are given as numbers.
 */
export function csvCell(value: string | number | null): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  const harmless = /^[=+\-@\t\r\n]/u.test(value) ? `'${value}` : value
  return /[",\r\n\t]/u.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}

/** A line of CSV with its end. */
export const csvLine = (cells: readonly (string | number | null)[]): string => `${cells.map(csvCell).join(',')}\r\n`

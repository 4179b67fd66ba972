/** What a spreadsheet takes for the beginning of a formula (OWASP, CSV Injection). */
const atStart = /^(?=[=+\-@＝＋－＠\t\r\n])/u
/** The same after what ends a cell where the list separator is a semicolon, as in Spain; quotes within a line protect nothing there. */
const afterBreak = /([;\t\r\n]"?)(?=[=+\-@＝＋－＠])/gu

/**
 * A cell of CSV (RFC 4180). An apostrophe goes before what a spreadsheet might run; the sign of a number is among it, so
 * numbers are given as numbers.
 */
export function csvCell(value: string | number | null): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  const harmless = value.replaceAll(afterBreak, "$1'").replace(atStart, "'")
  return /[",\r\n\t]/u.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}

/** A line of CSV with its end. */
export const csvLine = (cells: readonly (string | number | null)[]): string => `${cells.map(csvCell).join(',')}\r\n`

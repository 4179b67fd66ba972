import { CursorFault } from './faults.ts'

/** The last item of a page: lists go by time, then by sequence, so a place is named by both. */
export interface Place {
  at: number
  sequence: number
}

/** A list's cursor: names an item, not a count, so that it stays valid while items are added. */
export const toCursor = ({ at, sequence }: Place): string => Buffer.from(`${at}.${sequence}`).toString('base64url')

/** @throws {CursorFault} for a text that is no cursor */
export function fromCursor(cursor: string | undefined): Place | null {
  if (cursor === undefined) return null
  const parts = /^(-?\d{1,16})\.(\d{1,16})$/u.exec(Buffer.from(cursor, 'base64url').toString('latin1'))
  if (parts === null || toCursor({ at: Number(parts[1]), sequence: Number(parts[2]) }) !== cursor)
    throw new CursorFault()
  return { at: Number(parts[1]), sequence: Number(parts[2]) }
}

/** One row more than the page is asked for, to know whether a next page follows. */
export function toPage<R extends Place, T>(rows: R[], limit: number, toItem: (row: R) => T) {
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return { items: rows.slice(0, limit).map(toItem), nextCursor: last === undefined ? null : toCursor(last) }
}

/** The last item of a page of a list that goes by name. */
export interface NamePlace {
  name: string
  sequence: number
}

const toNameCursor = ({ name, sequence }: NamePlace): string =>
  Buffer.from(`${sequence}.${name}`, 'utf8').toString('base64url')

/** @throws {CursorFault} for a text that is no cursor */
export function fromNameCursor(cursor: string | undefined): NamePlace | null {
  if (cursor === undefined) return null
  const parts = /^(\d{1,16})\.(.*)$/su.exec(Buffer.from(cursor, 'base64url').toString('utf8'))
  const place = parts === null ? null : { sequence: Number(parts[1]), name: parts[2] ?? '' }
  if (place === null || toNameCursor(place) !== cursor) throw new CursorFault()
  return place
}

/** As `toPage`, for a list that goes by name. */
export function toNamePage<R extends NamePlace, T>(rows: R[], limit: number, toItem: (row: R) => T) {
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return { items: rows.slice(0, limit).map(toItem), nextCursor: last === undefined ? null : toNameCursor(last) }
}

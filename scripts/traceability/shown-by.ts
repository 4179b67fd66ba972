/** A test's name in a source, with the ids that it begins with: `R3a R3b shows the profile`. */
const named = /\b(?:it|test)(?:\.each\([^)]*\))?\(\s*(['"`])((?:[RPEB]\d+[a-z]?\s+)+)([^\n]*?)\1\s*,/gu

/** A test that shows some rows. */
export interface Shown {
  ids: string[]
  file: string
  name: string
}

/** The tests of one file whose names begin with ids of rows. */
export const shownIn = (file: string, source: string): Shown[] =>
  [...source.matchAll(named)].map(([, , ids = '', rest = '']) => ({ ids: ids.trim().split(/\s+/u), file, name: rest }))

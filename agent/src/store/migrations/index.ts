import { beginning } from './0001-beginning.sql.ts'

/** In order, and never changed once released: a database of version n has had the first n. */
export const migrations: readonly string[] = [beginning]

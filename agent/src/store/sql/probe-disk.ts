import type { Database } from '../database.ts'

/** A write whose only purpose is to reach the disk. */
export function probeDisk(db: Database, at: number): void {
  db.run("INSERT OR REPLACE INTO facts (name, value) VALUES ('probed_at', :at)", { at: String(at) })
}

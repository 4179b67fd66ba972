import type { AuditEntry } from '@sereno/shared/audit.ts'
import type { Page } from '@sereno/shared/field.ts'
import type { PageRequest } from './page-request.ts'

/** A line of the audit log, as it is kept; `at` in ms since 1970. */
export interface AuditRecord extends Omit<AuditEntry, 'at'> {
  at: number
  /** SHA-256, hex, of the settings before and after, where it changes them: what is open after a power cut is told apart by them. */
  settings: { before: string; after: string } | null
}

export interface AuditFilter {
  q?: string | undefined
  since?: number | undefined
  until?: number | undefined
}

/** Who changed what. */
export interface Audit {
  /** Writes a line, or one of the same id anew; resolves once it is on disk. */
  write(record: AuditRecord): Promise<void>
  settle(id: string, state: AuditRecord['state']): Promise<void>
  /** Lines that were begun and never ended, oldest first; at most 1,000. */
  open(): Promise<AuditRecord[]>
  /** Newest first. */
  list(filter: AuditFilter, page: PageRequest): Promise<Page<AuditRecord>>
}

import { CursorFault, StoreFault, type StoreFaultCode } from './faults.ts'
import type { OperationName } from './operations.ts'
import type { Damage } from './types.ts'

/** What goes between the program and the thread that owns the database. */
export type ToWorker = { call: number; name: OperationName; args: unknown[] } | { close: true }

export type Reply = { call: number; value: unknown } | { call: number; fault: PlainFault }

export type FromWorker =
  | { opened: Opened }
  | { refused: PlainFault }
  | { replies: Reply[] }
  | { note: string; facts: object; level: 'info' | 'warn' | 'error' }
  | { closed: true }

/** Why the disk takes no writes. */
export type DiskFault = 'disk_full' | 'disk_readonly'

export interface Opened {
  databaseId: string
  /** The database was made at this start. */
  isNew: boolean
  damaged: Damage | null
}

/** A fault as it crosses between threads, which keep no classes. */
export interface PlainFault {
  code: StoreFaultCode | 'cursor'
  message: string
}

/** SQLite's primary result codes (https://www.sqlite.org/rescode.html). */
const codes: Record<number, StoreFaultCode> = { 8: 'disk_readonly', 11: 'corrupt', 13: 'disk_full', 26: 'corrupt' }
/** The disk's own words, where the file system answers and not SQLite. */
const diskCodes: Record<string, StoreFaultCode> = { ENOSPC: 'disk_full', EDQUOT: 'disk_full', EROFS: 'disk_readonly' }

/** What a caught fault means for whoever asked. */
export function toPlain(fault: unknown): PlainFault {
  if (fault instanceof CursorFault) return { code: 'cursor', message: fault.message }
  if (fault instanceof StoreFault) return { code: fault.code, message: fault.message }
  const { errcode, code, message } = fault as { errcode?: number; code?: string; message?: string }
  const known = codes[(errcode ?? 0) & 0xff] ?? diskCodes[code ?? '']
  return { code: known ?? 'failed', message: message ?? String(fault) }
}

export const toFault = ({ code, message }: PlainFault): Error =>
  code === 'cursor' ? new CursorFault() : new StoreFault(code, message)

import type { z } from 'zod'

/**
 * Why the store cannot do something. `disk_full` and `disk_readonly`: works again once the disk does. `busy`: too many
 * calls wait already. `lost`: the thread ended while the call was under way; whether it was written is not known.
 * `too_new`: the file is of a newer Sereno. `in_use`: another Sereno works with this folder.
 */
export type StoreFaultCode =
  | 'disk_full'
  | 'disk_readonly'
  | 'busy'
  | 'lost'
  | 'closed'
  | 'corrupt'
  | 'too_new'
  | 'in_use'
  | 'failed'

/** A read or write that did not happen; nothing of it was acknowledged. */
export class StoreFault extends Error {
  readonly code: StoreFaultCode

  constructor(code: StoreFaultCode, message: string) {
    super(message)
    this.code = code
  }
}

/** A cursor that none of our lists gave out. */
export class CursorFault extends Error {
  constructor() {
    super('This cursor is not one that a list gave out')
  }
}

/** A place in `venue.json` and what is wrong there: a word of `problem.json`, or what the schema found. */
export interface DocumentFault {
  path: string
  reason: string
  issue?: z.core.$ZodIssue
}

/** A change to `venue.json` that cannot be in force: each place with its reason (`check-venue.ts`, or zod's words). */
export class BookFault extends Error {
  readonly code = 'invalid'
  readonly faults: DocumentFault[]

  constructor(faults: DocumentFault[]) {
    super(faults.map(({ path, reason }) => `${path}: ${reason}`).join('; '))
    this.faults = faults
  }
}

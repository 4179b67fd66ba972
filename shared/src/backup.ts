import { z } from 'zod'
import { moment } from './field.ts'

/** Why a backup was made. */
export const backupReasons = ['nightly', 'manual', 'before_restore', 'before_update', 'before_reset'] as const
export type BackupReason = (typeof backupReasons)[number]

/** How many of the nightly ones are kept. */
export const nightlyKept = 14
/** The largest file that is taken for a restore: a database of years, compressed, is a tenth of it. */
export const mostBackupBytes = 2 * 1024 ** 3

/** A backup in the state folder. */
export const backup = z.strictObject({
  /** Its file name, by which it is downloaded. */
  name: z.string(),
  at: moment,
  bytes: z.number().int(),
  reason: z.enum(backupReasons),
})
export type Backup = z.infer<typeof backup>

export const backupList = z.strictObject({
  /** Newest first. */
  items: z.array(backup),
  /** When the next nightly one is due; `null` before the first set-up. */
  nextAt: moment.nullable(),
  /** Whether one is being made now. */
  running: z.boolean(),
  /** Why the last one did not come about; `null` where it did. */
  trouble: z.enum(['no_room', 'failed']).nullable(),
  /** A restore was taken in and waits for the agent's next start. */
  restoreWaits: z.boolean(),
})
export type BackupList = z.infer<typeof backupList>

/** What an archive says of itself: what is in force once it was restored. */
export const restored = z.strictObject({
  venue: z.string(),
  madeAt: moment,
  version: z.string(),
  /** Whether the agent starts again by itself; otherwise a person has to start it. */
  restarting: z.boolean(),
})
export type Restored = z.infer<typeof restored>

import type { Backup } from '@sereno/shared/backup.ts'
import { noteChanges } from '../audit/note.ts'
import { sweepStore } from '../erasure/sweep-store.ts'
import type { House } from '../house.ts'
import { mustBeVenue } from './typed-name.ts'

/**
 * Forgets what happened and was measured, once a backup of it is kept. What lasts now stays: the watch goes on with it.
 * @throws {Fault} `invalid` at `name` · {BackupFault}
 */
export async function resetHistory(house: House, typed: string): Promise<{ backup: Backup }> {
  mustBeVenue(house, typed)
  const backup = await house.backups.make('before_reset')
  await house.store.resetHistory()
  noteChanges({ backup: null }, { backup: backup.name })
  house.log.warn({ backup: backup.name }, 'the history was reset')
  await sweepStore(house)
  return { backup }
}

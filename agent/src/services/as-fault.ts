import { BackupFault } from '../store/backup/faults.ts'
import { CursorFault, StoreFault } from '../store/faults.ts'
import { Fault } from './fault.ts'

/** What went wrong below a verb, as a refusal that a caller can act on; `null` where it is our own mistake. */
export function asFault(error: unknown): Fault | null {
  if (error instanceof Fault) return error
  if (error instanceof CursorFault) return new Fault('invalid', { fields: [{ path: 'cursor', message: 'bad_cursor' }] })
  if (error instanceof BackupFault) return new Fault(`backup_${error.code}`)
  if (error instanceof StoreFault) return new Fault('unavailable', { values: { reason: error.code } })
  return null
}

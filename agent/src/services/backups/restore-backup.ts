import type { Restored } from '@sereno/shared/backup.ts'
import { Fault } from '../fault.ts'
import type { House } from '../house.ts'
import { checkClaimCode, isSetupNeeded } from '../setup/complete-setup.ts'
import type { Tries, Visitor } from '../tries.ts'

/**
 * Takes a backup in; once it is known to be whole, the agent starts again with it, where somebody would start it.
 * @throws {BackupFault}
 */
export async function restoreBackup(
  house: House,
  parts: AsyncIterable<Uint8Array>,
  isStillWanted?: () => Promise<void>,
): Promise<Restored> {
  const taken = await house.backups.takeIn(parts, isStillWanted)
  house.restart?.()
  return { ...taken, restarting: house.restart !== null }
}

/**
 * The same instead of a first set-up, for whoever has the claim code.
 * @throws {Fault} `already_set_up`, `wrong_code`, `too_many` · {BackupFault}
 */
export async function restoreFirst(
  house: House,
  tries: Tries,
  { parts, claimCode }: { parts: AsyncIterable<Uint8Array>; claimCode: string },
  visitor: Visitor,
): Promise<Restored> {
  await checkClaimCode(house, tries, claimCode, visitor)
  return restoreBackup(house, parts, async () => {
    // A file takes its time: somebody may have set this box up by hand meanwhile.
    if (!(await isSetupNeeded(house))) throw new Fault('already_set_up')
  })
}

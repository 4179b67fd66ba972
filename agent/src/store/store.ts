import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import { StoreFault } from './faults.ts'
import type { Store } from './types.ts'

/**
 * Opens `sereno.db`, or makes it.
 * @throws {StoreFault} where it cannot be opened: `too_new`, `in_use`, `disk_full`, `disk_readonly`, `failed`
 */
export async function openStore({ file }: { file: string; log: Log; clock: Clock }): Promise<Store> {
  throw new StoreFault('failed', `${file} cannot be opened`)
}

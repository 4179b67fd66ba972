import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import { StoreFault } from './faults.ts'
import type { Book } from './types.ts'

/** Opens `venue.json` in `folder`, or makes it. A file that cannot be in force never stops the start. */
export async function openBook({ folder }: { folder: string; log: Log; clock: Clock }): Promise<Book> {
  throw new StoreFault('failed', `${folder} cannot be opened`)
}

import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { systemClock } from '../../src/clock.ts'
import { openStore } from '../../src/store/store.ts'
import type { Store } from '../../src/store/types.ts'
import { type KeptLog, keptLog } from './kept-log.ts'
import { ownFolder } from './own-folder.ts'

/** A store in a folder of its own, closed when the test ends. */
export async function ownStore(folder = ownFolder(), log: KeptLog = keptLog()): Promise<Store> {
  const store = await openStore({ file: join(folder, 'sereno.db'), log, clock: systemClock })
  onTestFinished(() => store.close())
  return store
}

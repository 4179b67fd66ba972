import type { VenueDocument, VenueSettings } from '@sereno/shared/venue.ts'
import { onTestFinished } from 'vitest'
import { systemClock } from '../../src/clock.ts'
import { openBook } from '../../src/store/book.ts'
import type { Book } from '../../src/store/types.ts'
import { type KeptLog, keptLog } from './kept-log.ts'
import { ownFolder } from './own-folder.ts'

/** A book in a folder of its own, closed when the test ends. */
export async function ownBook(folder = ownFolder(), log: KeptLog = keptLog()): Promise<Book> {
  const book = await openBook({ folder, log, clock: systemClock })
  onTestFinished(() => book.close())
  return book
}

/** A change of the venue's own settings. */
export const withVenue =
  (values: Partial<VenueSettings>) =>
  (draft: VenueDocument): void => {
    Object.assign(draft.venue, values)
  }

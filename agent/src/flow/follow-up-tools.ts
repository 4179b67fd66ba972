import type { Clock } from '../clock.ts'
import type { Config } from '../config.ts'
import type { Log } from '../log.ts'
import type { Book, Store } from '../store/types.ts'
import type { Bus } from './bus.ts'
import type { Watch } from './watch.ts'

/** What Error Follow Up works with. */
export interface FollowUpTools {
  store: Store
  book: Book
  watch: Watch
  bus: Bus
  clock: Clock
  log: Log
  config: Config
}

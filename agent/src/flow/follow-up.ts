import type { Clock } from '../clock.ts'
import type { Config } from '../config.ts'
import type { Log } from '../log.ts'
import type { Book, Store } from '../store/types.ts'
import type { Bus } from './bus.ts'
import type { FollowUpDesk } from './desks.ts'
import type { Watch } from './watch.ts'

export interface FollowUpTools {
  store: Store
  book: Book
  watch: Watch
  bus: Bus
  clock: Clock
  log: Log
  config: Config
}

/** Error Follow Up: the desk for the services, and the daily round behind it. */
export interface FollowUp extends FollowUpDesk {
  start(): Promise<void>
  /** Resolves once no run is under way. */
  stop(): Promise<void>
}

export function makeFollowUp(_tools: FollowUpTools): FollowUp {
  return {
    preview: async () => ({ wouldSend: false, reason: 'no_errors', total: 0, counts: {} }),
    run: async () => ({ sent: false, reason: 'no_errors', counts: {}, digestId: null }),
    nextRunAt: () => null,
    start: async () => {},
    stop: async () => {},
  }
}

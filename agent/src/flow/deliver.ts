import type { Clock } from '../clock.ts'
import type { Config } from '../config.ts'
import type { Log } from '../log.ts'
import type { Book, Store } from '../store/types.ts'
import type { MailTransport } from '../transports/transport.ts'
import type { ActionLog } from './action-log.ts'
import type { Bus } from './bus.ts'

export interface DeliveryTools {
  store: Store
  book: Book
  config: Config
  transport: MailTransport
  bus: Bus
  clock: Clock
  log: Log
  actions: ActionLog
  /** Nothing is given up for its age while the clock cannot be trusted. */
  clockTrusted(): Promise<boolean>
}

/** The outbox's worker. */
export interface Delivery {
  start(): Promise<void>
  /** Resolves once no mail is being sent any more; those that wait stay in the outbox. */
  stop(): Promise<void>
  /** Why the queue waits for a person, as a code (`mail_not_configured`, `wrong_password: 535 …`), or `null`. */
  paused(): string | null
}

export function makeDelivery(_tools: DeliveryTools): Delivery {
  return { start: async () => {}, stop: async () => {}, paused: () => null }
}

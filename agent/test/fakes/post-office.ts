import { readConfig } from '../../src/config.ts'
import type { ActionLog } from '../../src/flow/action-log.ts'
import { makeActionLog } from '../../src/flow/actions.ts'
import { type Bus, makeBus } from '../../src/flow/bus.ts'
import { type Delivery, makeDelivery } from '../../src/flow/deliver.ts'
import { Recorder } from '../../src/flow/recorder.ts'
import type { Book, Store } from '../../src/store/types.ts'
import { makeEmail } from '../../src/transports/email.ts'
import type { MailTransport } from '../../src/transports/transport.ts'
import { HandClock } from './hand-clock.ts'
import { type KeptLog, keptLog } from './kept-log.ts'
import { ownBook } from './own-book.ts'
import { ownFolder } from './own-folder.ts'
import { ownStore } from './own-store.ts'

export interface PostOffice {
  store: Store
  book: Book
  bus: Bus
  clock: HandClock
  log: KeptLog
  config: ReturnType<typeof readConfig>
  recorder: Recorder
  actions: ActionLog
  trust: { clock: boolean }
  transport: MailTransport
  delivery: Delivery
}

interface PostOfficeOptions {
  /** As `SERENO_SMTP_URL`; without it nothing is set up. */
  smtpUrl?: string
  folder?: string
  store?: Store
  book?: Book
  clock?: HandClock
}

/** The real outbox, activity log and delivery over SMTP, with time in the test's hands. Not started. */
export async function openPostOffice(options: PostOfficeOptions = {}): Promise<PostOffice> {
  const folder = options.folder ?? ownFolder()
  const log = keptLog()
  const store = options.store ?? (await ownStore(folder, log))
  const book = options.book ?? (await ownBook(folder, log))
  const clock = options.clock ?? new HandClock('2026-11-21T06:00:00.000Z')
  const bus = makeBus()
  const environment = { SERENO_DATA: folder, SERENO_SMTP_URL: options.smtpUrl, SERENO_MAIL_FROM: 'sereno@bar.test' }
  const config = readConfig(['--public-url', 'http://sereno.test:7373'], environment)
  const recorder = await Recorder.start(store.journal, clock, bus)
  const actions = makeActionLog(recorder)
  const trust = { clock: true }
  const transport = makeEmail({ deadlineMs: 2000 })
  const clockTrusted = async () => trust.clock
  const delivery = makeDelivery({ store, book, config, transport, bus, clock, log, actions, clockTrusted })
  return { store, book, bus, clock, log, config, recorder, actions, trust, transport, delivery }
}

import type { Delivery as Verdict } from '@sereno/shared/delivery.ts'
import type { MailSettings } from '@sereno/shared/venue.ts'
import type { Clock } from '../clock.ts'
import type { Config } from '../config.ts'
import type { Log } from '../log.ts'
import type { OutboxItem } from '../store/outbox-types.ts'
import type { Book, Store } from '../store/types.ts'
import type { MailTransport } from '../transports/transport.ts'
import type { ActionLog } from './action-log.ts'
import { hourMs, nextTry } from './back-off.ts'
import type { Bus } from './bus.ts'
import { makeMailLedger } from './mail-ledger.ts'
import { MailLock } from './mail-lock.ts'
import { mailSettingsInForce } from './mail-settings.ts'
import { outages } from './outages.ts'

/** Mails on their way at the same time: enough to drain a queue, few enough not to annoy a server. */
const lanes = 2
const batch = 500
/** Wakes at least this often, so that a jump of the clock never leaves the queue asleep. */
const wakeEveryMs = 60_000
const stumbleMs = 15 * 60_000
const stumbleWaitMs = 2 * 60_000
/** How long a conversation may go on when the agent stops: breaking off a mail that is just being taken makes a double. */
const stopGraceMs = 5000

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
  /** After the recorder has started: the entries of mails on their way are its. */
  start(): Promise<void>
  /** Resolves once no mail is being sent any more; those that wait stay in the outbox. */
  stop(): Promise<void>
  /**
   * Tries what waits at once; after a refused login with one mail, which tells whether it is still refused. Resolves when
   * the queue sleeps again.
   */
  retry(): Promise<void>
  /** Why the queue waits for a person, as a code (`mail_not_configured`, `wrong_password: 535 …`), or `null`. */
  paused(): string | null
}

/**
 * Claims what is due, sends it, acknowledges it: at least once, each time with the same Message-ID, so that the double of
 * a crash between the last two steps can be recognised; to each recipient in order, but for what a server puts off.
 */
export function makeDelivery(tools: DeliveryTools): Delivery {
  const { store, book, config, transport, bus, clock, log } = tools
  const { outbox } = store
  const ledger = makeMailLedger(tools.actions)
  const lock = new MailLock(store)
  const end = new AbortController()
  let cancelTimer = () => {}
  let running: Promise<void> | null = null
  let wanted = false
  let eager = false
  /** A person asks to be let in once more, though the account was refused. */
  let knocks = false
  /** Mails were taken out of the queue: nobody tries them again. */
  let dropped = false
  let stopped = false
  /** When something that held us back was over, by the clock that never goes back. */
  let hurriedAt = Number.NEGATIVE_INFINITY
  /** What a full disk kept us from writing down; tried again at each wake, before anything else. */
  let unwritten: (() => Promise<void>)[] = []

  const inForce = (): MailSettings | null => mailSettingsInForce(config, book.read()).settings
  const paused = (): string | null => {
    const settings = inForce()
    return settings ? lock.reason(settings) : 'mail_not_configured'
  }

  /** `hurry`: whatever holds us back may be over, so what waits for a later attempt goes now as well. */
  function wake(hurry = false): void {
    wanted = true
    if (hurry) {
      eager = true
      hurriedAt = clock.monotonic()
    }
    running ??= work().finally(() => {
      running = null
      if (wanted && !stopped) wake()
    })
  }

  async function work(): Promise<void> {
    cancelTimer()
    let nextAt: number | null = null
    try {
      while (wanted && !stopped) {
        wanted = false
        await writeDown()
        await unlockIfChanged()
        if (dropped) await endDropped()
        if (knocks) await knock()
        const horizon = eager ? hourMs : 0
        eager = false
        if (paused() === null) await sendDue(horizon)
      }
      nextAt = paused() === null ? (await outbox.waiting()).nextAt : null
    } catch (fault) {
      log.error({ fault: (fault as Error).message }, 'the outbox cannot be read')
    }
    if (stopped) return
    const waitMs = nextAt === null ? wakeEveryMs : nextAt - clock.now()
    cancelTimer = clock.after(Math.min(Math.max(waitMs, 0), wakeEveryMs), () => wake())
  }

  async function writeDown(): Promise<void> {
    const jobs = unwritten
    unwritten = []
    for (const job of jobs) await settle(job)
  }

  async function settle(job: () => Promise<void>): Promise<void> {
    try {
      await job()
    } catch (fault) {
      log.error({ fault: (fault as Error).message }, 'what became of a mail cannot be written down')
      unwritten.push(job)
    }
  }

  async function unlockIfChanged(): Promise<void> {
    const settings = inForce()
    if (!lock.isSet() || !settings || lock.reason(settings) !== null) return
    await ledger.unlocked()
    await lock.clear()
    eager = true
  }

  async function endDropped(): Promise<void> {
    dropped = false
    await ledger.reconcile(outbox)
  }

  /** One mail tells whether the account lets us in by now; the others wait for its answer. */
  async function knock(): Promise<void> {
    knocks = false
    const settings = inForce()
    if (!settings || lock.reason(settings) === null) return
    const [item] = await outbox.claim(clock.now() + hourMs, 1)
    if (!item) return
    const verdict = await transport.send(item, settings, end.signal)
    if (verdict.end === 'locked') await settle(() => lock.set(settings, verdict.detail))
    // Only who was let in hears of the mail itself.
    if (verdict.end === 'locked' || verdict.end === 'again') return putBack(item)
    await settle(async () => {
      await ledger.unlocked()
      await lock.clear()
    })
    await conclude(item, verdict, settings)
    bus.emit('outbox.changed', item.id)
  }

  async function sendDue(horizonMs: number): Promise<void> {
    const dueBy = clock.now() + horizonMs
    const items = await outbox.claim(dueBy, batch)
    if (items.length === 0) return
    const queue = [...Map.groupBy(items, ({ to }) => to).values()]
    const lane = async () => {
      for (let theirs = queue.shift(); theirs; theirs = queue.shift()) {
        const turn = { dueBy, unreached: null }
        for (const item of theirs) await handle(item, turn)
      }
    }
    await Promise.all(Array.from({ length: lanes }, lane))
    wanted = true
  }

  /** One of somebody's mails in their order. Once nobody answered, those behind wait without asking: none overtakes. */
  async function handle(item: OutboxItem, turn: { dueBy: number; unreached: Verdict | null }): Promise<void> {
    const settings = inForce()
    if (stopped || !settings || paused() !== null) return putBack(item)
    if (clock.now() > item.expiresAt + hourMs && (await tools.clockTrusted())) {
      return settle(() => giveUp(item, item.attempts, item.lastError ?? 'too_old'))
    }
    const verdict = turn.unreached ?? (await transport.send(item, settings, end.signal))
    if (end.signal.aborted && verdict.end === 'again') return putBack(item)
    if (verdict.end === 'again' && !verdict.answered) turn.unreached = verdict
    // Only to be ahead of one that is due: its own time is still to come.
    if (verdict.end === 'again' && item.nextAt > turn.dueBy)
      await settle(() => outbox.again(item.id, item.nextAt, verdict.detail, false))
    else await conclude(item, verdict, settings)
    bus.emit('outbox.changed', item.id)
  }

  const putBack = (item: OutboxItem) =>
    settle(() => outbox.again(item.id, Math.min(item.nextAt, clock.now()), item.lastError ?? '', false))

  async function conclude(item: OutboxItem, verdict: Verdict, settings: MailSettings): Promise<void> {
    const attempts = item.attempts + 1
    const now = clock.now()
    log.info({ mail: item.id, end: verdict.end, detail: verdict.detail, attempts }, 'mail attempted')
    switch (verdict.end) {
      case 'sent':
        return settle(async () => {
          await outbox.sent(item.id, now)
          await ledger.sent(item)
          // What held this one back held back the others too.
          if (item.attempts > 0) eager = true
        })
      case 'refused':
        return settle(() => giveUp(item, attempts, verdict.detail))
      case 'locked':
        if (lock.reason(settings) !== null) return putBack(item)
        // Set before the entry is written, so that the other lane holds back at once.
        await settle(() => lock.set(settings, verdict.detail))
        return settle(async () => {
          await outbox.again(item.id, now, verdict.detail, false)
          await ledger.locked(verdict.detail, settings.host)
        })
      case 'again': {
        if (now >= item.expiresAt && (await tools.clockTrusted())) {
          return settle(() => giveUp(item, attempts, verdict.detail))
        }
        return settle(async () => {
          await outbox.again(item.id, Math.min(nextTry(attempts, now, item.expiresAt), soon(now)), verdict.detail)
          await ledger.tried(item, attempts, verdict.detail)
        })
      }
    }
  }

  /** A line that has just come back may stumble once more: for a while nobody waits an hour for it. */
  const soon = (now: number): number =>
    clock.monotonic() - hurriedAt < stumbleMs ? now + stumbleWaitMs : Number.POSITIVE_INFINITY

  /** The entry first: a process that ends in between tells the owner twice rather than never. */
  async function giveUp(item: OutboxItem, attempts: number, error: string): Promise<void> {
    await ledger.failed(item, attempts, error)
    await outbox.failed(item.id, clock.now(), error)
  }

  const filled = () => wake()
  const drop = () => {
    dropped = true
    wake()
  }
  const entryChanged = (entry: { cause: string; endedAt: string | null }) => {
    if (entry.endedAt !== null && outages.includes(entry.cause)) wake(true)
  }
  let unsubscribe = () => {}

  return {
    paused,

    async retry() {
      knocks = true
      wake(true)
      while (running !== null) await running
    },

    async start() {
      await lock.load()
      await outbox.release()
      await ledger.reconcile(outbox)
      const settings = inForce()
      const reason = settings && lock.reason(settings)
      if (settings && reason) await ledger.locked(reason, settings.host)
      bus.on('outbox.filled', filled)
      bus.on('outbox.dropped', drop)
      bus.on('entry.changed', entryChanged)
      let known = lock.fingerprint(inForce())
      unsubscribe = book.onChange(() => {
        const now = lock.fingerprint(inForce())
        if (now !== known) wake(true)
        known = now
      })
      wake()
    },

    async stop() {
      stopped = true
      cancelTimer()
      unsubscribe()
      bus.off('outbox.filled', filled)
      bus.off('outbox.dropped', drop)
      bus.off('entry.changed', entryChanged)
      const cancelGrace = clock.after(stopGraceMs, () => end.abort())
      await running
      cancelGrace()
      await writeDown()
    },
  }
}

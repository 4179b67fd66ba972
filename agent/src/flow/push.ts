import type { PushFault } from '@sereno/shared/push.ts'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { NewPushDelivery, PushEventRecord, PushHead, PushOutcome } from '../store/push-types.ts'
import type { Store } from '../store/types.ts'
import type { VapidKeys } from '../transports/vapid.ts'
import type { PushAnswer, PushTransport } from '../transports/web-push.ts'
import type { Bus } from './bus.ts'
import type { PushDesk } from './desks.ts'
import { nextPush, pushDueAt } from './push-schedule.ts'

/** Browsers that are called at the same time. */
const lanes = 4
/** Wakes at least this often: quiet hours end, and a jump of the clock never leaves the queue asleep. */
const wakeEveryMs = 60_000
/** How long a disk that takes no writes is waited for, before what became of a try is written once more. */
const writeAgainMs = 5000
/** How long a call may go on when the agent stops: one that is broken off is made again, and then is a double. */
const stopGraceMs = 3000

/** After these there may be something to tell. */
const raising = ['incident.changed', 'notice.changed', 'ticket.changed'] as const

/** Whom an event is told. */
export interface Spread {
  deliveries: NewPushDelivery[]
  /** Who wants to hear of it, and not now: they are told later of what is still so then. */
  quiet: string[]
}

interface PushTools {
  store: Pick<Store, 'push' | 'inMemory'>
  keys(): Promise<VapidKeys>
  transport: PushTransport
  bus: Bus
  clock: Clock
  log: Log
  /** Whom push services can reach about us: `mailto:` or `https:`. */
  subject(): string
  spread(event: PushEventRecord): Promise<Spread>
  /** What a person is told whose quiet hours are over; `null` while they are not. */
  afterQuiet(userId: string): Promise<NewPushDelivery[] | null>
}

/** The queue's worker. */
export interface PushDelivery extends PushDesk {
  /** Something is being sent, or looked for. */
  isBusy(): boolean
  start(): void
  /** Resolves once nothing is being sent any more; what waits stays in the queue. */
  stop(): Promise<void>
}

/**
 * Tells browsers what the journal raised: of each browser one after the other, of different ones several at once. A push
 * is over only once that is written down, so that one which a crash cut short is sent again; of one topic a browser shows
 * the last alone.
 */
export function makePushDelivery(tools: PushTools): PushDelivery {
  const { store, transport, bus, clock, log } = tools
  const { push } = store
  const end = new AbortController()
  /** By browser. */
  const underWay = new Map<string, Promise<void>>()
  let round: Promise<void> | null = null
  let wanted = false
  let cancelTimer = () => {}
  let stopped = false

  function wake(): void {
    wanted = true
    if (stopped || store.inMemory !== null) return
    round ??= rounds().finally(() => {
      round = null
      if (wanted) wake()
    })
  }

  async function rounds(): Promise<void> {
    while (wanted && !stopped) {
      wanted = false
      cancelTimer()
      let nextAt = Number.POSITIVE_INFINITY
      try {
        await spreadEvents()
        await endQuietHours()
        nextAt = await sendDue()
      } catch (fault) {
        log.error({ fault: (fault as Error).message }, 'the queue of the pushes cannot be read')
      }
      if (!stopped) cancelTimer = clock.after(Math.min(Math.max(nextAt - clock.now(), 0), wakeEveryMs), () => wake())
    }
  }

  async function spreadEvents(): Promise<void> {
    for (;;) {
      const events = await push.events()
      if (events.length === 0) return
      for (const event of events) {
        const { deliveries, quiet } = await tools.spread(event)
        await push.spread(event.sequence, deliveries, quiet)
      }
    }
  }

  async function endQuietHours(): Promise<void> {
    for (const userId of await push.quiet()) {
      const deliveries = await tools.afterQuiet(userId)
      if (deliveries !== null) await push.endQuiet(userId, deliveries)
    }
  }

  /** Begins what is due; when the next one is. */
  async function sendDue(): Promise<number> {
    const now = clock.now()
    const free = (await push.heads()).filter(({ subscription }) => !underWay.has(subscription.id))
    const due = free.filter(({ delivery }) => pushDueAt(delivery.nextAt, now) <= now)
    // Who finds no lane is looked at again when one is free.
    for (const head of due.slice(0, lanes - underWay.size)) begin(head)
    const later = free.filter((head) => !due.includes(head)).map(({ delivery }) => pushDueAt(delivery.nextAt, now))
    return Math.min(...later)
  }

  function begin(head: PushHead): void {
    const work = deliver(head)
      .catch((fault: Error) => log.error({ fault: fault.message }, 'a push could not be sent'))
      .finally(() => {
        underWay.delete(head.subscription.id)
        wake()
      })
    underWay.set(head.subscription.id, work)
  }

  async function deliver({ subscription, delivery }: PushHead): Promise<void> {
    const now = clock.now()
    const { endpoint, p256dh, auth } = subscription
    const { text, urgency, topic, expiresAt, tries } = delivery
    const about = { subscription: subscription.id, service: new URL(endpoint).host, tries: tries + 1 }
    if (expiresAt <= now) return writeDown(delivery.id, { end: 'dropped', fault: subscription.lastFault ?? 'no_line' })
    const answer = await transport.send(
      {
        endpoint,
        reader: { p256dh, auth },
        text,
        vapid: await tools.keys(),
        subject: tools.subject(),
        ttlSeconds: Math.ceil((expiresAt - now) / 1000),
        urgency,
        topic,
        now,
      },
      end.signal,
    )
    // Broken off by ourselves: nobody knows what became of it.
    if (end.signal.aborted && answer.end !== 'taken') return
    const outcome = outcomeOf(answer, tries + 1, expiresAt)
    if (outcome.end === 'dropped') log.warn({ ...about, ...answer }, 'a push was not taken, and is not sent again')
    else log.info({ ...about, ...answer }, 'a push was sent')
    await writeDown(delivery.id, outcome)
  }

  function outcomeOf(answer: PushAnswer, tries: number, expiresAt: number): PushOutcome {
    const now = clock.now()
    if (answer.end === 'taken') return { end: 'taken', at: now }
    if (answer.end === 'gone') return { end: 'gone' }
    if (answer.end === 'dropped') return { end: 'dropped', fault: 'refused' }
    const fault: PushFault = answer.status === null ? 'no_line' : 'busy'
    const nextAt = nextPush(tries, now, answer.waitMs)
    return nextAt < expiresAt ? { end: 'later', fault, nextAt } : { end: 'dropped', fault }
  }

  /** Until the disk takes it: a push that is not written down would be sent again. */
  async function writeDown(id: string, outcome: PushOutcome): Promise<void> {
    for (;;) {
      try {
        await push.settle(id, outcome)
        return
      } catch (fault) {
        log.error({ fault: (fault as Error).message }, 'what became of a push cannot be written down')
        if (stopped) return
        await new Promise<void>((goOn) => {
          clock.after(writeAgainMs, goOn)
          end.signal.addEventListener('abort', () => goOn(), { once: true })
        })
      }
    }
  }

  return {
    publicKey: async () => (await tools.keys()).publicKey,
    check: (endpoint) => transport.check(endpoint),
    wake,
    isBusy: () => round !== null || underWay.size > 0,

    start() {
      for (const event of raising) bus.on(event, wake)
      wake()
    },

    async stop() {
      stopped = true
      wanted = false
      cancelTimer()
      for (const event of raising) bus.off(event, wake)
      const cancelGrace = clock.after(stopGraceMs, () => end.abort())
      await round
      await Promise.all(underWay.values())
      cancelGrace()
      cancelTimer()
    },
  }
}

import type { PushFault } from '@sereno/shared/push.ts'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { NewPushDelivery, PushEventRecord, PushHead, PushOutcome } from '../store/push-types.ts'
import type { Store } from '../store/types.ts'
import type { VapidKeys } from '../transports/vapid.ts'
import type { PushAnswer, PushTransport } from '../transports/web-push.ts'
import type { Bus } from './bus.ts'
import type { PushDesk } from './desks.ts'
import { makeLanes, type QueueWorker } from './lanes.ts'
import { nextPush, pushDueAt } from './push-schedule.ts'

/** After these there may be something to tell. */
const raising = ['incident.changed', 'notice.changed', 'ticket.changed', 'message.changed'] as const

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
export interface PushDelivery extends PushDesk, QueueWorker {}

/**
 * Tells browsers what the journal raised: of each browser one after the other, of different ones several at once. A push
 * is over only once that is written down, so that one which a crash cut short is sent again; of one topic a browser shows
 * the last alone.
 */
export function makePushDelivery(tools: PushTools): PushDelivery {
  const { store, transport, bus, clock, log } = tools
  const { push } = store
  const lanes = makeLanes({
    clock,
    log,
    name: 'pushes',
    isOff: () => store.inMemory !== null,
    async prepare() {
      await spreadEvents()
      await endQuietHours()
    },
    heads: () => push.heads(),
    receiverOf: ({ subscription }) => subscription.id,
    dueAt: ({ delivery }, now) => pushDueAt(delivery.nextAt, now),
    deliver,
  })

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

  async function deliver({ subscription, delivery }: PushHead): Promise<void> {
    const now = clock.now()
    const { endpoint, p256dh, auth } = subscription
    const { text, urgency, topic, expiresAt, tries } = delivery
    const about = { subscription: subscription.id, service: new URL(endpoint).host, tries: tries + 1 }
    if (expiresAt <= now) {
      const fault = subscription.lastFault ?? 'no_line'
      return lanes.writeDown(() => push.settle(delivery.id, { end: 'dropped', fault }))
    }
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
      lanes.signal,
    )
    // Broken off by ourselves: nobody knows what became of it.
    if (lanes.signal.aborted && answer.end !== 'taken') return
    const outcome = outcomeOf(answer, tries + 1, expiresAt)
    if (outcome.end === 'dropped') log.warn({ ...about, ...answer }, 'a push was not taken, and is not sent again')
    else log.info({ ...about, ...answer }, 'a push was sent')
    await lanes.writeDown(() => push.settle(delivery.id, outcome))
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

  return {
    publicKey: async () => (await tools.keys()).publicKey,
    check: (endpoint) => transport.check(endpoint),
    wake: lanes.wake,
    isBusy: lanes.isBusy,

    start() {
      for (const event of raising) bus.on(event, lanes.wake)
      lanes.wake()
    },

    stop() {
      for (const event of raising) bus.off(event, lanes.wake)
      return lanes.stop()
    },
  }
}

import { envelopeVersion, type OffReason, type WebhookEvent } from '@sereno/shared/webhook.ts'
import { type Clock, iso } from '../clock.ts'
import type { Log } from '../log.ts'
import type { NewOutboxItem } from '../store/outbox-types.ts'
import type { Sealer } from '../store/sealed.ts'
import type { Store } from '../store/types.ts'
import type { DeliveryOutcome, WebhookHead, WebhookRecord } from '../store/webhook-types.ts'
import type { WebhookAnswer, WebhookTransport } from '../transports/webhook.ts'
import type { ActionLog } from './action-log.ts'
import type { Bus } from './bus.ts'
import type { WebhookDesk } from './desks.ts'
import { makeLanes, type QueueWorker } from './lanes.ts'
import { makeWebhookLedger } from './webhook-ledger.ts'
import { dueAt, nextDelivery } from './webhook-schedule.ts'

/** After these there may be something to deliver. */
const raising = [
  'incident.changed',
  'notice.changed',
  'entry.changed',
  'outbox.changed',
  'outbox.dropped',
  'ticket.changed',
  'message.changed',
] as const

interface WebhookTools {
  store: Pick<Store, 'webhooks' | 'inMemory'>
  sealer: Sealer
  transport: WebhookTransport
  bus: Bus
  clock: Clock
  log: Log
  /** Where it is filed what was not taken. */
  actions: ActionLog
  /** What an event tells: the resource, as the API's GET gives it; `null` where it is gone. */
  dataOf(event: WebhookEvent, subject: string): Promise<unknown>
  /** The mails that say that a webhook was switched off. */
  mailsOf(webhook: WebhookRecord, reason: OffReason): Promise<NewOutboxItem[]>
}

/** The queue's worker. */
export interface WebhookDelivery extends WebhookDesk, QueueWorker {}

/** For what a webhook's secret is sealed. */
export const aboutWebhook = (id: string): string => `webhook ${id}`

/**
 * Delivers what the journal raised: of each webhook one after the other, in the order of the queue, each until it was taken
 * or given up; of different webhooks several at once. A delivery is over only once that is written down, so that one
 * which a crash cut short is made again, with the same id: at least once.
 */
export function makeWebhookDelivery(tools: WebhookTools): WebhookDelivery {
  const { store, transport, bus, clock, log } = tools
  const { webhooks } = store
  const ledger = makeWebhookLedger(tools.actions)
  const lanes = makeLanes({
    clock,
    log,
    name: 'webhooks',
    isOff: () => store.inMemory !== null,
    prepare: makeBodies,
    async heads() {
      const heads = await webhooks.heads()
      await note(ledger.reconcile(heads))
      return heads
    },
    receiverOf: ({ webhook }) => webhook.id,
    dueAt: ({ delivery }, now) => dueAt(delivery.nextAt, now),
    deliver,
  })

  /** At once, also of those that wait behind others: they tell how it was then. */
  async function makeBodies(): Promise<void> {
    for (;;) {
      const unmade = await webhooks.unmade()
      if (unmade.length === 0) return
      const bodies = await Promise.all(
        unmade.map(async ({ id, event, subject, at }) => {
          const data = await tools.dataOf(event, subject)
          return { id, body: JSON.stringify({ version: envelopeVersion, type: event, timestamp: iso(at), data }) }
        }),
      )
      await webhooks.setBodies(bodies)
    }
  }

  /** The log is told of what happened; that it cannot be written keeps nobody from being called. */
  const note = (work: Promise<void>): Promise<void> =>
    work.catch((fault: Error) =>
      log.error({ fault: fault.message }, 'what became of a webhook is not in the activity log'),
    )

  async function deliver(head: WebhookHead): Promise<void> {
    const { webhook, delivery } = head
    const now = clock.now()
    const secrets = secretsOf(webhook, now)
    const { url, allowPrivateAddress } = webhook
    const answer: WebhookAnswer =
      secrets === null
        ? { status: null, ms: 0, error: 'secret_lost', answer: '' }
        : await transport.send(
            { url, allowPrivateAddress, id: delivery.id, body: delivery.body, secrets, now },
            lanes.signal,
          )
    // Broken off by ourselves: nobody knows what became of it.
    if (lanes.signal.aborted && answer.error !== null) return
    const tries = delivery.tries + 1
    const { error, status } = answer
    log.info({ webhook: webhook.id, delivery: delivery.id, status, error, tries }, 'webhook called')
    const outcome = await outcomeOf(webhook, tries, answer)
    await lanes.writeDown(() => webhooks.settle(delivery.id, outcome))
    if (outcome.off !== undefined) bus.emit('outbox.filled')
    if (outcome.state === 'delivered') await note(ledger.delivered(head))
    else if (outcome.state === 'pending') await note(ledger.tried(head, tries, answer))
    else await note(ledger.failed(head, tries, answer))
    bus.emit('webhook.changed', webhook.id)
  }

  async function outcomeOf(webhook: WebhookRecord, tries: number, answer: WebhookAnswer): Promise<DeliveryOutcome> {
    const at = clock.now()
    const attempt = { at: iso(at), ...answer }
    if (answer.error === null) return { state: 'delivered', attempt, at, nextAt: at }
    const nextAt = answer.error === 'gone' ? null : nextDelivery(tries, at)
    if (nextAt !== null) return { state: 'pending', attempt, at, nextAt }
    const reason: OffReason = answer.error === 'gone' ? 'gone' : 'gave_up'
    log.warn({ webhook: webhook.id, reason }, 'a webhook was switched off')
    return { state: 'failed', attempt, at, nextAt: at, off: { reason, mails: await mailsOf(webhook, reason) } }
  }

  /** That nobody can be told keeps nothing on. */
  const mailsOf = (webhook: WebhookRecord, reason: OffReason): Promise<NewOutboxItem[]> =>
    tools.mailsOf(webhook, reason).catch((fault: Error) => {
      log.error({ fault: fault.message }, 'who made a webhook cannot be told that it is off')
      return []
    })

  function secretsOf({ id, secret, oldSecret, oldSecretUntil }: WebhookRecord, now: number): string[] | null {
    const isOldValid = oldSecret !== null && oldSecretUntil !== null && now < oldSecretUntil
    try {
      return [secret, ...(isOldValid ? [oldSecret] : [])].map((one) => tools.sealer.open(one, aboutWebhook(id)))
    } catch (fault) {
      log.error({ webhook: id, fault: (fault as Error).message }, 'the secret of a webhook cannot be opened')
      return null
    }
  }

  return {
    check: (url, allowPrivateAddress) => transport.check(url, allowPrivateAddress),
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

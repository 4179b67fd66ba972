import type { WebhookEvent } from '@sereno/shared/webhook.ts'
import { onTestFinished, vi } from 'vitest'
import { makeActionLog } from '../../src/flow/actions.ts'
import { type Bus, makeBus } from '../../src/flow/bus.ts'
import { Recorder } from '../../src/flow/recorder.ts'
import { aboutWebhook, makeWebhookDelivery, type WebhookDelivery } from '../../src/flow/webhooks.ts'
import { openSealer } from '../../src/store/sealed.ts'
import type { Store } from '../../src/store/types.ts'
import { makeWebhookTransport } from '../../src/transports/webhook.ts'
import { HandClock } from './hand-clock.ts'
import { keptLog } from './kept-log.ts'
import { newMail } from './new-run.ts'
import { ownFolder } from './own-folder.ts'
import { ownStore } from './own-store.ts'

export const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`

export interface WebhookScene {
  folder: string
  store: Store
  clock: HandClock
  bus: Bus
  delivery: WebhookDelivery
  /** Adds a webhook that wants every event; its id. */
  hook(
    url: string,
    differing?: { id?: string; events?: WebhookEvent[]; allowPrivateAddress?: boolean },
  ): Promise<string>
  /** An incident opens, as the recorder writes it. */
  open(id: string): Promise<void>
  /** Resolves once no call is under way, and nothing is due. */
  asleep(): Promise<void>
  /** Time passes, and what comes due in it is done. */
  later(ms: number): Promise<void>
}

/** The queue's worker over a real store, with calls that really go out, in time that a test moves. */
export async function webhookScene({
  folder = ownFolder(),
  clock = new HandClock(new Date().toISOString()),
  timeoutMs = 15_000,
  start = true,
} = {}): Promise<WebhookScene> {
  const store = await ownStore(folder)
  const bus = makeBus()
  const sealer = openSealer(folder)
  const delivery = makeWebhookDelivery({
    store,
    sealer,
    bus,
    clock,
    log: keptLog(),
    actions: makeActionLog(await Recorder.start(store.journal, clock, bus)),
    transport: makeWebhookTransport({
      version: '0.0.0-test',
      timeoutMs,
      ownDoor: () => ({ addresses: [], ports: [1], publicUrl: 'http://sereno.local:7373' }),
    }),
    dataOf: async (_, subject) => store.journal.incident(subject),
    mailsOf: async (webhook, reason) => [newMail({ id: `off-${webhook.id}`, subject: reason })],
  })
  if (start) delivery.start()
  onTestFinished(() => delivery.stop())
  const asleep = () =>
    vi.waitFor(() => {
      if (delivery.isBusy() || clock.timers() === 0) throw new Error('busy')
    }, 20_000)
  return {
    folder,
    store,
    clock,
    bus,
    delivery,
    asleep,
    async hook(url, differing = {}) {
      const { id = 'hook', ...more } = differing
      await store.webhooks.add({
        id,
        url,
        events: ['incident.opened', 'incident.closed', 'test'],
        active: true,
        allowPrivateAddress: true,
        secret: sealer.seal(secret, aboutWebhook(id)),
        oldSecret: null,
        oldSecretUntil: null,
        createdAt: clock.now(),
        createdBy: 'user-ana',
        offReason: null,
        offAt: null,
        ...more,
      })
      return id
    },
    async open(id) {
      const { incidents } = await store.journal.apply([
        { do: 'open_incident', id, deviceId: 'kitchen', deviceName: 'Kitchen printer', at: clock.now() },
      ])
      for (const incident of incidents) bus.emit('incident.changed', incident)
    },
    async later(ms) {
      clock.pass(ms)
      await asleep()
    },
  }
}

import { onTestFinished, vi } from 'vitest'
import { makeBus } from '../../src/flow/bus.ts'
import { makePushDelivery, type PushDelivery } from '../../src/flow/push.ts'
import { makePushKeys } from '../../src/flow/push-keys.ts'
import type { NewPushDelivery } from '../../src/store/push-types.ts'
import { openSealer } from '../../src/store/sealed.ts'
import type { Store } from '../../src/store/types.ts'
import { makePushTransport } from '../../src/transports/web-push.ts'
import { HandClock } from './hand-clock.ts'
import { type KeptLog, keptLog } from './kept-log.ts'
import { newUser } from './new-user.ts'
import { ownFolder } from './own-folder.ts'
import { ownStore } from './own-store.ts'
import type { PushService } from './push-service.ts'

export interface PushScene {
  store: Store
  clock: HandClock
  log: KeptLog
  delivery: PushDelivery
  /** Whether Ana is in her quiet hours. */
  isQuiet: boolean
  /** A browser of Ana's. */
  browser(name?: string): Promise<void>
  /** An incident opens or closes, as the recorder writes it. */
  open(id: string): Promise<void>
  close(id: string): Promise<void>
  /** Resolves once nothing is being sent, and nothing is due. */
  asleep(): Promise<void>
  /** Time passes, and what comes due in it is done. */
  later(ms: number): Promise<void>
}

/** The queue's worker over a real store, with pushes that really go out to a service on loopback, in time that a test moves. */
export async function pushScene(
  service: PushService,
  options: { folder?: string; clock?: HandClock; timeoutMs?: number; sealedIn?: string } = {},
): Promise<PushScene> {
  const { folder = ownFolder(), clock = new HandClock(new Date().toISOString()), timeoutMs = 15_000 } = options
  const { sealedIn = folder } = options
  const log = keptLog()
  const store = await ownStore(folder)
  const bus = makeBus()
  const toAll = async (topic: string, title: string): Promise<NewPushDelivery[]> => {
    const at = clock.now()
    return (await store.push.list('ana')).map(({ id }) => ({
      id: `${topic}-${title}-${id}`,
      subscriptionId: id,
      topic,
      urgency: 'high',
      text: JSON.stringify({ title }),
      nextAt: at,
      expiresAt: at + 4 * 3_600_000,
    }))
  }
  const delivery = makePushDelivery({
    store,
    keys: makePushKeys({ store, sealer: openSealer(sealedIn), log }),
    bus,
    clock,
    log,
    transport: makePushTransport({
      version: '0.0.0-test',
      timeoutMs,
      ownDoor: () => ({ addresses: [], ports: [1], publicUrl: 'http://sereno.local:7373' }),
      nearby: { ca: service.ca },
    }),
    subject: () => 'mailto:ana@bar.example',
    spread: async ({ event, subject }) =>
      scene.isQuiet
        ? { deliveries: [], quiet: ['ana'] }
        : { deliveries: await toAll(subject, event === 'incident.opened' ? subject : 'over'), quiet: [] },
    afterQuiet: async () => (scene.isQuiet ? null : toAll('quiet', 'after')),
  })
  await store.people.addFirst(newUser({ id: 'ana' }))
  await delivery.publicKey()
  delivery.start()
  onTestFinished(() => delivery.stop())
  const asleep = () =>
    vi.waitFor(() => {
      if (delivery.isBusy() || clock.timers() === 0) throw new Error('busy')
    }, 20_000)
  const apply = async (change: Parameters<Store['journal']['apply']>[0][number]) => {
    const { incidents } = await store.journal.apply([change])
    for (const incident of incidents) bus.emit('incident.changed', incident)
  }
  const scene: PushScene = {
    store,
    clock,
    log,
    delivery,
    isQuiet: false,
    asleep,
    async browser(name = 'one') {
      const { endpoint, keys } = await service.subscribe(name)
      const whose = { userId: 'ana', sessionId: null, browser: name, createdAt: clock.now() }
      await store.push.add({ id: name, endpoint, ...keys, ...whose }, 20)
    },
    open: (id) => apply({ do: 'open_incident', id, deviceId: 'kitchen', deviceName: 'Kitchen', at: clock.now() }),
    close: (id) => apply({ do: 'close_incident', id, at: clock.now() }),
    async later(ms) {
      clock.pass(ms)
      await asleep()
    },
  }
  return scene
}

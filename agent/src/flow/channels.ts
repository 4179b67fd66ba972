import type { ChannelEvent } from '../channels/channel.ts'
import type { GraphPlace } from '../channels/graph.ts'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { Sealer } from '../store/sealed.ts'
import type { Book, Store } from '../store/types.ts'
import type { ActionLog } from './action-log.ts'
import type { Bus } from './bus.ts'
import { tryOutside } from './channel-calls.ts'
import { ChannelHealthWatch } from './channel-health.ts'
import { ChannelPulse } from './channel-pulse.ts'
import type { ChannelDesk } from './desks.ts'
import type { QueueWorker } from './lanes.ts'
import { makeTalkDelivery } from './talk.ts'
import { takeReceipt } from './talk-receipts.ts'

interface ChannelTools {
  store: Pick<Store, 'talk' | 'inMemory'>
  book: Pick<Book, 'read'>
  sealer: Sealer
  place: GraphPlace
  bus: Bus
  clock: Clock
  log: Log
  actions: ActionLog
  clockTrusted(): Promise<boolean>
}

/** What goes to the channels outside, and how they are. */
export interface Channels extends ChannelDesk, QueueWorker {}

/** Clocks of two machines that agree this far are taken for the same. */
const sameMs = 2000

export function makeChannels(tools: ChannelTools): Channels {
  const { store, bus, clock, place } = tools
  const pulse = new ChannelPulse(clock)
  const health = new ChannelHealthWatch({ ...tools, pulse })
  const closing = new AbortController()
  /** How far Meta's clock is ahead of ours, ms. */
  let aheadMs = 0
  const delivery = makeTalkDelivery({
    ...tools,
    onTaken({ id, type }, contactKey, at, since) {
      pulse.sent(id, type, contactKey, since)
      // What Meta tells is cut to the second.
      const ahead = at === null ? 0 : at + 500 - clock.now()
      aheadMs = Math.abs(ahead) < sameMs ? 0 : ahead
    },
    onRefused: (id) => health.suspect(id),
  })

  return {
    trouble: (id) => health.trouble(id),
    check: (id) => health.check(id),
    tryCredentials: (credentials) => tryOutside(place, credentials).health(closing.signal),
    heard: (id, events: readonly ChannelEvent[]) =>
      pulse.heard(
        id,
        events.some((event) => event.type === 'receipt' && event.state === 'delivered'),
      ),
    receipt: (id, receipt) => takeReceipt({ talk: store.talk, bus }, id, receipt, aheadMs),
    wake() {
      delivery.wake()
      void health.look()
    },
    isBusy: delivery.isBusy,
    start() {
      delivery.start()
      health.start()
    },
    async stop() {
      closing.abort()
      await health.stop()
      await delivery.stop()
    },
  }
}

import type { Clock } from '../clock.ts'
import type { OutboxItem } from '../store/outbox-types.ts'
import type { Store } from '../store/types.ts'
import type { Bus } from './bus.ts'

/** How long a run waits for the servers of its recipients, before it says that the mails are kept. */
const waitMs = 30_000

/**
 * Waits until the servers of all recipients took the mails of a run: `true`. `false` as soon as one of them did not, or
 * after 30 s. Start listening before the outbox hears of the mails.
 */
export function allDelivered(
  tools: { store: Pick<Store, 'outbox'>; bus: Bus; clock: Clock },
  runId: string,
  signal: AbortSignal,
): Promise<boolean> {
  const { store, bus, clock } = tools
  return new Promise((over) => {
    const end = (delivered: boolean) => {
      bus.off('outbox.changed', look)
      signal.removeEventListener('abort', late)
      cancel()
      over(delivered)
    }
    const late = () => end(false)
    const look = async () => {
      const items = await store.outbox.ofRun(runId).catch(() => [])
      if (items.some(held)) end(false)
      else if (items.length > 0 && items.every((item) => item.state === 'sent')) end(true)
    }
    const cancel = clock.after(waitMs, late)
    bus.on('outbox.changed', look)
    signal.addEventListener('abort', late, { once: true })
    if (signal.aborted) late()
  })
}

/** Given up, or waiting for another attempt: the next comes no sooner than in 30 s. */
const held = (item: OutboxItem): boolean =>
  item.state === 'failed' || (item.state === 'waiting' && item.lastError !== null)

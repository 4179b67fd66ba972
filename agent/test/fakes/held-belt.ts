import { join } from 'node:path'
import type { EntryRecord } from '@sereno/shared/activity.ts'
import type { DeviceSetting } from '@sereno/shared/device.ts'
import { onTestFinished } from 'vitest'
import { systemClock } from '../../src/clock.ts'
import { type Bus, makeBus } from '../../src/flow/bus.ts'
import { makeWatch, type RunningWatch } from '../../src/flow/make-watch.ts'
import { openBook } from '../../src/store/book.ts'
import { StoreFault } from '../../src/store/faults.ts'
import { openStore } from '../../src/store/store.ts'
import type { Book, Store } from '../../src/store/types.ts'
import { HandClock } from './hand-clock.ts'
import { InFlight } from './in-flight.ts'
import { type KeptLog, keptLog } from './kept-log.ts'
import { ownFolder } from './own-folder.ts'
import { PretendNetwork } from './pretend-network.ts'

interface Options {
  /** The gateway, resolver and line of its own. */
  looksAround?: boolean
  crashed?: boolean
  folder?: string
  clock?: HandClock
  network?: PretendNetwork
}

/** The real watch over a real store and book, on a pretend network, with time in the test's hands. */
export interface HeldBelt {
  folder: string
  clock: HandClock
  network: PretendNetwork
  log: KeptLog
  bus: Bus
  store: Store
  book: Book
  running: RunningWatch
  /** Writes of the log are refused, and the disk says why; `null`: it works. */
  disk: { fault: 'disk_full' | 'disk_readonly' | null }
  /** Time passes from one timer to the next; between them all that was started comes to rest. */
  pass(ms: number): Promise<void>
  /** Time passes until this has ended. */
  during<Result>(work: Promise<Result>): Promise<Result>
  set(devices: DeviceSetting[]): Promise<void>
  /** Oldest first. */
  entries(): Promise<EntryRecord[]>
  /** `cause device`, of all entries, oldest first; `…` follows those that are open. */
  story(): Promise<string[]>
  stop(): Promise<void>
}

export async function holdBelt(options: Options = {}): Promise<HeldBelt> {
  const folder = options.folder ?? ownFolder()
  const clock = options.clock ?? new HandClock('2026-11-21T10:00:00.000Z')
  const network = options.network ?? new PretendNetwork(clock)
  const log = keptLog()
  const inFlight = new InFlight()
  const disk: HeldBelt['disk'] = { fault: null }
  const store = await openStore({ file: join(folder, 'sereno.db'), log, clock: systemClock })
  const book = inFlight.watch<Book>(await openBook({ folder, log, clock: systemClock }))
  const bus = makeBus()
  const held = inFlight.watch(withDisk(store, disk))
  const running = await makeWatch({
    clock,
    log,
    bus,
    book,
    store: held,
    venue: () => book.read(),
    findProbe: network.findProbe,
    surroundings: network.surroundings,
    looksAround: options.looksAround ?? false,
    candidateName: () => null,
    builtAt: 0,
    crashed: options.crashed ?? false,
  })
  let stopped = false
  const stop = async () => {
    if (stopped) return
    stopped = true
    await inFlight.during(running.stop(), clock)
    await book.close()
    await store.close()
  }
  onTestFinished(stop)
  await running.start()
  await inFlight.rest()

  const entries = async () => (await store.journal.list({}, { limit: 500 })).items.toReversed()
  return {
    folder,
    clock,
    network,
    log,
    bus,
    store: held,
    book,
    running,
    disk,
    async pass(ms) {
      const end = clock.monotonic() + ms
      while (clock.monotonic() < end) {
        clock.pass(Math.min(clock.nextIn() ?? ms, end - clock.monotonic()))
        await inFlight.rest()
      }
    },
    during: (work) => inFlight.during(work, clock),
    async set(devices) {
      await book.change((draft) => {
        draft.devices = [...draft.devices.filter((one) => one.role !== null), ...devices]
      })
      await inFlight.rest()
    },
    entries,
    async story() {
      return (await entries()).map(({ cause, deviceId, endedAt }) =>
        [cause, deviceId ?? 'agent', ...(endedAt === null ? ['…'] : [])].join(' '),
      )
    },
    stop,
  }
}

/** The store, as it is while its disk takes no writes. */
function withDisk(store: Store, disk: HeldBelt['disk']): Store {
  const refused = () => disk.fault && Promise.reject(new StoreFault(disk.fault, 'no space left'))
  const { journal, keep, measurements } = store
  return {
    ...store,
    journal: { ...journal, apply: (...args) => refused() ?? journal.apply(...args) },
    keep: { ...keep, set: (...args) => refused() ?? keep.set(...args) },
    measurements: { ...measurements, write: (...args) => refused() ?? measurements.write(...args) },
    health: async () => (disk.fault ? { ok: false, reason: disk.fault, detail: '' } : store.health()),
  }
}

import { join } from 'node:path'
import type { DeviceSetting } from '@sereno/shared/device.ts'
import { makeBus } from '../../src/flow/bus.ts'
import { makeWatch, type RunningWatch } from '../../src/flow/make-watch.ts'
import { findProbe } from '../../src/probes/index.ts'
import type { Probe } from '../../src/probes/probe.ts'
import { openBook } from '../../src/store/book.ts'
import { openStore } from '../../src/store/store.ts'
import type { Store } from '../../src/store/types.ts'
import { FastClock } from '../fakes/fast-clock.ts'
import { type KeptLog, keptLog } from '../fakes/kept-log.ts'
import { PretendNetwork } from '../fakes/pretend-network.ts'

/** The real belt with real probes and stores, whose time runs faster. */
export interface FastBelt {
  clock: FastClock
  running: RunningWatch
  store: Store
  log: KeptLog
  set(devices: DeviceSetting[]): Promise<void>
  stop(): Promise<void>
}

interface Options {
  folder: string
  times: number
  /** Another than the real probe of a type. */
  probe?: (type: string) => Probe | null
}

/** Only the machine's surroundings are pretended. */
export async function fastBelt({ folder, times, probe = findProbe as (type: string) => Probe | null }: Options) {
  const clock = new FastClock(times)
  const log = keptLog()
  const store = await openStore({ file: join(folder, 'sereno.db'), log, clock })
  const book = await openBook({ folder, log, clock })
  const running = await makeWatch({
    clock,
    log,
    bus: makeBus(),
    book,
    store,
    venue: () => book.read(),
    findProbe: probe,
    surroundings: new PretendNetwork().surroundings,
    looksAround: false,
    candidateName: () => null,
    builtAt: 0,
    crashed: false,
  })
  await running.start()
  const belt: FastBelt = {
    clock,
    running,
    store,
    log,
    async set(devices) {
      await book.change((draft) => {
        draft.devices = devices
      })
    },
    async stop() {
      await running.stop()
      await book.close()
      await store.close()
    },
  }
  return belt
}

import type { VenueDocument } from '@sereno/shared/venue.ts'
import type { Memory } from '../judge/types.ts'
import type { Book, Store } from '../store/types.ts'
import type { ActionLog } from './action-log.ts'
import { makeActionLog } from './actions.ts'
import { AgentHealth } from './agent-health.ts'
import { Housekeeping, memoryKey } from './housekeeping.ts'
import { OwnDevices } from './own-devices.ts'
import { Recorder } from './recorder.ts'
import { Roster } from './roster.ts'
import { Tally } from './tally.ts'
import type { Watch } from './watch.ts'
import type { WatchTools } from './watch-tools.ts'
import { Watcher } from './watcher.ts'

interface Parts extends WatchTools {
  store: Store
  book: Book
  /** Whether the agent may look around by itself: its gateway, resolver and line are then devices. */
  looksAround: boolean
  builtAt: number
  crashed: boolean
}

export interface RunningWatch {
  watch: Watch
  actions: ActionLog
  start(): Promise<void>
  /** Ends the looks, then writes what is still only in memory. */
  stop(): Promise<void>
}

/** Puts the watch together from its parts; nothing looks anywhere before `start`. */
export async function makeWatch(parts: Parts): Promise<RunningWatch> {
  const { store, book, clock, log } = parts
  const recorder = await Recorder.start(store.journal, clock, parts.bus)
  const roster = new Roster()
  const tally = new Tally()
  const health = new AgentHealth({ ...parts, recorder })
  const watcher = new Watcher(parts, { roster, recorder, tally, health })
  const housekeeping = new Housekeeping({ store, clock, log, recorder, roster, tally, venue: () => book.read() })
  const own = new OwnDevices(parts)
  const memories = await keptMemories(store)

  /** Brings the devices under watch in line with the settings; what belonged to a device that went away ends. */
  const follow = async (venue: Readonly<VenueDocument>) => {
    const known = new Set(venue.devices.map((device) => device.id))
    const gone = roster.follow(venue.devices, memories, clock.monotonic()).map((watched) => watched.device.id)
    // At the start also those of devices that went away while the agent did not run.
    const forgotten = [...gone, ...[...memories.keys()].filter((id) => !known.has(id))].map(memoryKey)
    memories.clear()
    const orphans = recorder.subjects().filter((id) => id !== null && !known.has(id))
    for (const deviceId of orphans) await recorder.record({ deviceId, deviceName: null }, [], clock.now())
    if (forgotten.length > 0) await store.keep.set(Object.fromEntries(forgotten.map((key) => [key, null])))
    await watcher.pauseOutOfService()
  }
  let stopFollowing = () => {}

  return {
    watch: watcher,
    actions: makeActionLog(recorder),

    async start() {
      if (parts.looksAround) await own.start()
      await follow(book.read())
      stopFollowing = book.onChange((venue) => {
        follow(venue).catch((fault: unknown) => log.error({ fault }, 'the settings could not be followed'))
      })
      await health.start()
      watcher.start()
      housekeeping.start()
    },

    async stop() {
      stopFollowing()
      await Promise.all([own.stop(), health.stop(), watcher.stop()])
      await housekeeping.stop()
    },
  }
}

async function keptMemories(store: Store): Promise<Map<string, Memory>> {
  const prefix = memoryKey('')
  const memories = new Map<string, Memory>()
  for (const [key, value] of await store.keep.all(prefix)) {
    // One of another version is not worth converting: it is learnt anew within minutes.
    if (isMemory(value)) memories.set(key.slice(prefix.length), value)
  }
  return memories
}

const isMemory = (value: unknown): value is Memory =>
  typeof value === 'object' && value !== null && 'version' in value && value.version === 1

import type { VenueDocument } from '@sereno/shared/venue.ts'
import type { Memory } from '../judge/types.ts'
import type { Book, Store } from '../store/types.ts'
import type { ActionLog } from './action-log.ts'
import { makeActionLog } from './actions.ts'
import { AddressPatrol } from './address-patrol.ts'
import { AddressWatch } from './address-watch.ts'
import { AgentHealth } from './agent-health.ts'
import { Covers } from './covers.ts'
import { DhcpWatch } from './dhcp-watch.ts'
import { Groups } from './groups.ts'
import { Housekeeping, memoryKey } from './housekeeping.ts'
import { Identities } from './identities.ts'
import { OwnDevices } from './own-devices.ts'
import { OwnTrouble } from './own-trouble.ts'
import { Recorder } from './recorder.ts'
import { Roster } from './roster.ts'
import { StormWatch } from './storm-watch.ts'
import { Sweeps } from './sweeps.ts'
import { Tally } from './tally.ts'
import { type ListenForTraps, TrapHints } from './trap-hints.ts'
import type { Watch } from './watch.ts'
import type { WatchTools } from './watch-tools.ts'
import { Watcher } from './watcher.ts'

interface Parts extends WatchTools {
  store: Store
  book: Book
  /** Whether the agent may look around by itself: its gateway, resolver and line are then devices. */
  looksAround: boolean
  /** The name of a candidate with this MAC, for who has taken an address. */
  candidateName(mac: string): string | null
  builtAt: number
  crashed: boolean
  /** Where traps of printers are heard; absent: nowhere. */
  traps?: { listen: ListenForTraps; port: number }
}

export interface RunningWatch {
  watch: Watch
  actions: ActionLog
  identities: Identities
  /** What is wrong with the agent itself, for those of its parts that are no watch. */
  trouble: OwnTrouble
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
  const trouble = new OwnTrouble(recorder, clock)
  const dhcp = new DhcpWatch({ ...parts, keep: store.keep, trouble })
  const health = new AgentHealth({ ...parts, trouble, dhcp })
  const storm = new StormWatch({ ...parts, trouble })
  const groups = new Groups({ tools: parts, roster, trouble, keep: store.keep })
  const covers = new Covers({ tools: parts, roster, recorder, trouble, storm, groups })
  const devices = () => book.read().devices
  const identities = await Identities.start({ keep: store.keep, clock, devices })
  const end = new AbortController()
  const { signal } = end
  const sweeps = new Sweeps({ ...parts, devices, signal })
  const addresses = new AddressWatch({ tools: parts, identities, sweeps, signal, candidateName: parts.candidateName })
  const patrol = new AddressPatrol({ clock, log, roster, addresses })
  const watcher = new Watcher(parts, { roster, recorder, tally, health, storm, groups, covers, addresses })
  const housekeeping = new Housekeeping({ ...parts, recorder, roster, tally, identities, venue: () => book.read() })
  const own = new OwnDevices(parts)
  const hints = parts.traps ? new TrapHints({ ...parts.traps, roster, clock, log }) : null
  const memories = await keptMemories(store)

  /** Brings the devices under watch in line with the settings; what belonged to a device that went away ends. */
  const follow = async (venue: Readonly<VenueDocument>) => {
    const known = new Set(venue.devices.map((device) => device.id))
    const gone = roster.follow(venue.devices, memories, clock.monotonic()).map((watched) => watched.device.id)
    // At the start also those of devices that went away while the agent did not run.
    const forgotten = [...gone, ...[...memories.keys()].filter((id) => !known.has(id))].map(memoryKey)
    memories.clear()
    for (const id of gone) addresses.forget(id)
    const orphans = recorder.subjects().filter((id) => id !== null && !known.has(id))
    for (const deviceId of orphans) await recorder.record({ deviceId, deviceName: null }, [], clock.now())
    if (forgotten.length > 0) await store.keep.set(Object.fromEntries(forgotten.map((key) => [key, null])))
    await watcher.endUnwatched()
  }
  let stopFollowing = () => {}

  return {
    watch: watcher,
    actions: makeActionLog(recorder),
    identities,
    trouble,

    async start() {
      if (parts.looksAround) await own.start()
      await follow(book.read())
      stopFollowing = book.onChange((venue) => {
        follow(venue).catch((fault: unknown) => log.error({ fault }, 'the settings could not be followed'))
      })
      await health.start()
      await groups.start(() => covers.lookAgain())
      storm.start(() => covers.lookAgain())
      watcher.start()
      patrol.start()
      if (parts.looksAround) dhcp.start()
      await hints?.start()
      housekeeping.start()
    },

    async stop() {
      stopFollowing()
      groups.stop()
      end.abort()
      await hints?.stop()
      await Promise.all([own.stop(), health.stop(), storm.stop(), dhcp.stop(), watcher.stop(), patrol.stop()])
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

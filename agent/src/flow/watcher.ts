import type { ProbeSetting } from '@sereno/shared/device.ts'
import type { Language } from '@sereno/shared/field.ts'
import type { Lack } from '@sereno/shared/overview.ts'
import type { Reading } from '@sereno/shared/reading.ts'
import { heard } from '../judge/checkin.ts'
import { folds } from '../judge/fold.ts'
import { judge } from '../judge/judge.ts'
import { keyOf } from '../judge/key.ts'
import type { Check, Judgement } from '../judge/types.ts'
import type { AddressWatch } from './address-watch.ts'
import type { AgentHealth } from './agent-health.ts'
import { witnesses } from './around.ts'
import { type CheckTools, checkDevice } from './check.ts'
import type { Cover, Covers } from './covers.ts'
import { contextOf } from './family.ts'
import type { Groups } from './groups.ts'
import { isKnownLately } from './known-identity.ts'
import { cutsOff, type Live, learn, setState } from './live.ts'
import { makeLooker } from './looker.ts'
import { LossyNetwork } from './lossy-network.ts'
import { freshNeighbour, inOwnSubnet } from './neighbour.ts'
import type { Recorder } from './recorder.ts'
import { type Roster, slotMs, type Watched } from './roster.ts'
import type { StormWatch } from './storm-watch.ts'
import type { Tally } from './tally.ts'
import type { Place, Watch } from './watch.ts'
import type { WatchTools } from './watch-tools.ts'

/** How long a child that fell silent waits for the verdict on its parent. */
const parentWaitMs = 20_000

/** A judgement, with what stood over the device by which it was judged. */
type Verdict = Judgement & { cover: Cover | null }

interface Parts {
  roster: Roster
  recorder: Recorder
  tally: Tally
  health: AgentHealth
  storm: StormWatch
  groups: Groups
  covers: Covers
  addresses: AddressWatch
}

/**
 * The belt: probes look, the judge thinks, the recorder writes, whoever listens is told. A check of a device goes
 * through `#check` from top to bottom; everything else here decides when.
 */
export class Watcher implements Watch {
  readonly #tools: WatchTools
  readonly #roster: Roster
  readonly #lossy: LossyNetwork
  readonly #recorder: Recorder
  readonly #tally: Tally
  readonly #health: AgentHealth
  readonly #storm: StormWatch
  readonly #groups: Groups
  readonly #covers: Covers
  readonly #addresses: AddressWatch
  readonly #look: ReturnType<typeof makeLooker>
  readonly #end = new AbortController()
  #cancelTimer: () => void = () => {}
  #lastCheckAt: number | null = null
  /** The looks at what iPads complain of. */
  #asking: Promise<void> = Promise.resolve()

  constructor(tools: WatchTools, parts: Parts) {
    this.#tools = tools
    this.#roster = parts.roster
    this.#lossy = new LossyNetwork(parts.roster, tools.clock)
    this.#recorder = parts.recorder
    this.#tally = parts.tally
    this.#health = parts.health
    this.#storm = parts.storm
    this.#groups = parts.groups
    this.#covers = parts.covers
    this.#addresses = parts.addresses
    this.#look = makeLooker(this.#end.signal)
  }

  start(): void {
    this.#round()
  }

  /** Ends the looks that run, and waits for them. */
  async stop(): Promise<void> {
    this.#end.abort()
    this.#cancelTimer()
    await Promise.allSettled(this.#roster.all().map((watched) => watched.running))
  }

  /** Starts what is due, twice a second; a tick with nothing due costs next to nothing. */
  #round(): void {
    const now = this.#tools.clock.monotonic()
    for (const { watched, probes } of this.#roster.due(now)) void this.#run(watched, probes)
    this.#cancelTimer = this.#tools.clock.after(slotMs, () => this.#round())
  }

  /** One check, unless one is running; never throws. */
  async #run(watched: Watched, probes: ProbeSetting[], told: Reading | null = null): Promise<void> {
    const startedAt = this.#tools.clock.monotonic()
    watched.running = this.#check(watched, probes, startedAt, told).catch((fault: unknown) => {
      this.#tools.log.error({ fault, device: watched.device.id }, 'a check could not be concluded')
    })
    await watched.running
    watched.running = null
  }

  /**
   * 1. Look, with every probe that is due.
   * 2. Leave it at that if our own machine was cut off: that is no verdict on a device.
   * 3. Judge; where that finds a new silence, once more when what may explain it was looked at.
   * 4. If that was down and is over, look again soon: what was seen is out of date.
   * 5. Leave it at that if the settings changed meanwhile: what was looked at is no longer what is watched.
   * 6. Keep what was learnt, write what changed, and tell.
   */
  async #check(watched: Watched, probes: ProbeSetting[], startedAt: number, told: Reading | null): Promise<void> {
    const check = told
      ? { device: watched.device, at: told.at, readings: [told], neighbour: null }
      : await checkDevice(watched.device, probes, watched.memory, this.#lookTools(watched))
    if (told) await this.#askWitnesses(told, startedAt)
    const stands = () =>
      !this.#end.signal.aborted && this.#roster.get(check.device.id) === watched && watched.device === check.device
    let isOutdated = false
    try {
      if (!stands() || !(await this.#health.networkHeld(check, startedAt))) return
      this.#storm.saw(check, watched.memory)
      const judgement = await this.#judge(watched, check, startedAt)
      isOutdated = judgement === null
      if (judgement !== null && stands()) await this.#conclude(watched, check, judgement, startedAt)
    } finally {
      // Also where the disk did not take what was concluded.
      const looked = new Set([...probes.map((probe) => probe.id), ...check.readings.map((reading) => reading.probeId)])
      if (stands() && !isOutdated) this.#roster.reschedule(watched, looked, startedAt, this.#tools.clock.monotonic())
    }
  }

  /** The verdict; `null` where what explained the silence is over since the check began, so that it may be out of date. */
  async #judge(watched: Watched, check: Check, startedAt: number): Promise<Verdict | null> {
    const verdict = (): Verdict => {
      const cover = this.#covers.of(watched.device)
      return { ...judge(watched.memory, check, contextOf(watched.device, cover, this.#roster, this.#tools)), cover }
    }
    const first = verdict()
    const known = new Set(this.#recorder.openOf(watched.device.id).map(keyOf))
    if (!first.conditions.some((one) => folds(one) && !known.has(keyOf(one)))) return first
    const stands = await this.#covers.settle(watched, startedAt, {
      judgedSince: (parent, since) => this.#judgedSince(parent, since),
      lookAt: (other) => {
        if (other.running === null) void this.#run(other, other.device.probes)
      },
    })
    return stands ? verdict() : null
  }

  async #conclude(watched: Watched, check: Check, judgement: Verdict, startedAt: number): Promise<void> {
    const { live, device } = watched
    const wasDown = cutsOff(live)
    const before = live.cause?.code
    // What another device says at its address is shown as a look, and taken for nobody's word.
    const looks = judgement.stranger ? check.readings.map((reading) => ({ ...reading, facts: [] })) : check.readings
    learn(live, looks, check.at)
    this.#addresses.learn(device, check, judgement)
    const mac = check.neighbour?.mac ?? check.whereabouts?.holders[0]?.mac
    if (mac && !judgement.stranger) live.mac = mac
    if (judgement.seen) live.lastSeenAt = check.at
    setState(live, judgement.state, check.at, judgement.quietlyDown)
    const worst = judgement.conditions.find((condition) => condition.cause === judgement.cause)
    live.cause = judgement.cause && { code: judgement.cause, detail: worst?.detail ?? {} }
    watched.memory = judgement.memory
    watched.memoryDirty = true
    if ((wasDown || cutsOff(live)) && live.cause?.code !== before) watched.memoryUrgent = true
    watched.judgedFrom = startedAt
    if (wasDown || cutsOff(live)) watched.cutOffUntil = this.#tools.clock.monotonic()
    this.#lastCheckAt = check.at
    this.#tally.add(device.id, check.readings, judgement.state, check.at)
    this.#tools.bus.emit('device.changed', device.id)

    const folded = judgement.cause === 'parent_down'
    const explaining = folded ? (judgement.cover?.entry() ?? null) : null
    const subject = { deviceId: device.id, deviceName: device.name }
    await this.#recorder.record(subject, judgement.conditions, check.at, explaining, judgement.kept)
    if (explaining) await this.#recorder.fold(explaining, { id: device.id, name: device.name })
    await this.#groups.concluded(watched, judgement.seen, startedAt)
    if (wasDown && !cutsOff(live)) this.#covers.lookAgain()
  }

  /** What was open of a device at which nobody looks any more ends: it is out of service, or has no probe. */
  async endUnwatched(): Promise<void> {
    for (const { device, live } of this.#roster.all()) {
      const now = this.#tools.clock.now()
      // An iPad's check-ins tell of it without any.
      if (device.inService && (device.probes.length > 0 || device.type === 'ipad')) {
        if (live.state === 'paused') setState(live, 'unknown', now)
        continue
      }
      live.cause = null
      setState(live, device.inService ? 'unknown' : 'paused', now)
      await this.#recorder.record({ deviceId: device.id, deviceName: device.name }, [], now)
      this.#tools.bus.emit('device.changed', device.id)
    }
  }

  /** Waits until a device has a verdict from a check that began at `since` or later; at most 20 s. */
  async #judgedSince(watched: Watched, since: number): Promise<void> {
    if (watched.judgedFrom >= since) return
    let isLate = false
    const late = Promise.withResolvers<void>()
    const cancel = this.#tools.clock.after(parentWaitMs, () => {
      isLate = true
      late.resolve()
    })
    while (watched.judgedFrom < since && !isLate && !this.#end.signal.aborted) {
      await Promise.race([watched.running ?? this.#run(watched, watched.device.probes), late.promise])
      if (!this.#health.networkUp()) break
    }
    cancel()
  }

  #lookTools(watched: Watched): CheckTools {
    const { clock, findProbe, surroundings } = this.#tools
    const { signal } = this.#end
    return {
      clock,
      findProbe,
      look: this.#look,
      signal,
      neighbour: (device) => freshNeighbour(device, surroundings, signal),
      isLossy: () => this.#lossy.is(),
      isKnown: (setting) => isKnownLately(watched.live.learnt, setting.id, clock.now()),
      addresses: this.#addresses,
    }
  }

  live(deviceId: string): Live | null {
    return this.#roster.get(deviceId)?.live ?? null
  }

  lastCheckAt(): number | null {
    return this.#lastCheckAt
  }

  async checkNow(deviceId: string): Promise<Reading[]> {
    const watched = this.#roster.get(deviceId)
    if (!watched) return []
    while (watched.running) await watched.running
    await this.#run(watched, watched.device.probes)
    return [...watched.live.last.values()]
  }

  async hear(deviceId: string, told: Reading): Promise<void> {
    const watched = this.#roster.get(deviceId)
    if (!watched) return
    watched.live.checkin = heard(watched.live.checkin, told)
    this.#tools.bus.emit('device.changed', deviceId)
    while (watched.running) await watched.running
    await this.#run(watched, [], told)
  }

  /**
   * What an iPad complains of is looked at afresh, so that a fault which we have not seen yet is not put on the iPad. One
   * iPad after the other: when all complain at once, the looks that were made for the first serve the others.
   */
  async #askWitnesses(told: Reading, startedAt: number): Promise<void> {
    const meant = witnesses(told, this.#roster)
    if (meant.length === 0) return
    const looked = this.#asking.then(async () => {
      await Promise.all(meant.map(({ witness, freshMs }) => this.#judgedSince(witness, startedAt - freshMs)))
    })
    this.#asking = looked.catch(() => {})
    await looked
  }

  placeOf(address: string): Place {
    const { surroundings } = this.#tools
    if (surroundings.isOwnAddress(address)) return 'own_machine'
    return inOwnSubnet(address, surroundings) ? 'own_subnet' : 'elsewhere'
  }

  async checkAll(seen: (done: number, of: number) => void = () => {}): Promise<void> {
    const inService = this.#roster.all().filter((watched) => watched.device.inService)
    let done = 0
    seen(done, inService.length)
    const check = async (deviceId: string) => {
      await this.checkNow(deviceId)
      done += 1
      seen(done, inService.length)
    }
    await Promise.all(inService.map((watched) => check(watched.device.id)))
  }

  lacks(language: Language): Lack[] {
    return this.#health.lacks(language)
  }

  clockTrusted(): Promise<boolean> {
    return this.#health.clockTrusted()
  }
}

import { isCause } from '@sereno/shared/cause.ts'
import type { DeviceSetting, ProbeSetting } from '@sereno/shared/device.ts'
import type { Language } from '@sereno/shared/field.ts'
import type { Lack } from '@sereno/shared/overview.ts'
import type { Reading } from '@sereno/shared/reading.ts'
import { folds } from '../judge/fold.ts'
import { judge } from '../judge/judge.ts'
import type { Check, Judgement } from '../judge/types.ts'
import type { AgentHealth } from './agent-health.ts'
import { type CheckTools, checkDevice } from './check.ts'
import { contextOf, explainingEntry, parentOfWatched } from './family.ts'
import { cutsOff, type Live, learn, setState } from './live.ts'
import { makeLooker } from './looker.ts'
import { freshNeighbour } from './neighbour.ts'
import type { Recorder } from './recorder.ts'
import { type Roster, slotMs, type Watched } from './roster.ts'
import type { Tally } from './tally.ts'
import type { Watch } from './watch.ts'
import type { WatchTools } from './watch-tools.ts'

/** How long a child that fell silent waits for the verdict on its parent. */
const parentWaitMs = 20_000

/** A judgement, with the parent by which it was judged. */
type Verdict = Judgement & { parentId: string | null }

/**
 * The belt: probes look, the judge thinks, the recorder writes, whoever listens is told. A check of a device goes
 * through `#check` from top to bottom; everything else here decides when.
 */
export class Watcher implements Watch {
  readonly #tools: WatchTools
  readonly #roster: Roster
  readonly #recorder: Recorder
  readonly #tally: Tally
  readonly #health: AgentHealth
  readonly #look: ReturnType<typeof makeLooker>
  readonly #end = new AbortController()
  #cancelTimer: () => void = () => {}
  #lastCheckAt: number | null = null

  constructor(tools: WatchTools, parts: { roster: Roster; recorder: Recorder; tally: Tally; health: AgentHealth }) {
    this.#tools = tools
    this.#roster = parts.roster
    this.#recorder = parts.recorder
    this.#tally = parts.tally
    this.#health = parts.health
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
  async #run(watched: Watched, probes: ProbeSetting[]): Promise<void> {
    const startedAt = this.#tools.clock.monotonic()
    watched.running = this.#check(watched, probes, startedAt).catch((fault: unknown) => {
      this.#tools.log.error({ fault, device: watched.device.id }, 'a check could not be concluded')
    })
    await watched.running
    watched.running = null
  }

  /**
   * 1. Look, with every probe that is due.
   * 2. Leave it at that if our own machine was cut off: that is no verdict on a device.
   * 3. Judge; if the device fell silent, once more when its parent was looked at.
   * 4. If that parent was away and is back, look again soon: what was seen is out of date.
   * 5. Leave it at that if the settings changed meanwhile: what was looked at is no longer what is watched.
   * 6. Keep what was learnt, write what changed, and tell.
   */
  async #check(watched: Watched, probes: ProbeSetting[], startedAt: number): Promise<void> {
    const check = await checkDevice(watched.device, probes, watched.memory, this.#lookTools())
    const stands = () =>
      !this.#end.signal.aborted && this.#roster.get(check.device.id) === watched && watched.device === check.device
    let isOutdated = false
    try {
      if (!stands() || !(await this.#health.networkHeld(check, startedAt))) return
      const judgement = await this.#judge(watched, check, startedAt)
      isOutdated = judgement === null
      if (judgement !== null && stands()) await this.#conclude(watched, check, judgement, startedAt)
    } finally {
      // Also where the disk did not take what was concluded.
      const looked = new Set([...probes.map((probe) => probe.id), ...check.readings.map((reading) => reading.probeId)])
      if (stands() && !isOutdated) this.#roster.reschedule(watched, looked, startedAt, this.#tools.clock.monotonic())
    }
  }

  /** The verdict; `null` where the parent came back after the check began, so that its silence may be the parent's. */
  async #judge(watched: Watched, check: Check, startedAt: number): Promise<Verdict | null> {
    const verdict = (): Verdict => {
      const context = contextOf(watched.device, this.#roster, this.#tools)
      return { ...judge(watched.memory, check, context), parentId: context.parent?.id ?? null }
    }
    const first = verdict()
    const fellSilent = first.conditions.some(folds)
    const known = this.#recorder.openOf(watched.device.id).some(({ cause }) => isCause(cause) && folds({ cause }))
    const parent = parentOfWatched(watched.device, this.#roster, this.#tools)
    if (!fellSilent || known || !parent) return first
    await this.#judgedSince(parent, startedAt)
    const wasAway = parent.cutOffUntil !== null && parent.cutOffUntil >= startedAt
    return wasAway && !cutsOff(parent.live) ? null : verdict()
  }

  async #conclude(watched: Watched, check: Check, judgement: Verdict, startedAt: number): Promise<void> {
    const { live, device } = watched
    const wasDown = cutsOff(live)
    learn(live, check.readings, check.at)
    if (check.neighbour?.mac) live.mac = check.neighbour.mac
    if (judgement.seen) live.lastSeenAt = check.at
    setState(live, judgement.state, check.at)
    const worst = judgement.conditions.find((condition) => condition.cause === judgement.cause)
    live.cause = judgement.cause && { code: judgement.cause, detail: worst?.detail ?? {} }
    watched.memory = judgement.memory
    watched.memoryDirty = true
    watched.judgedFrom = startedAt
    if (wasDown || cutsOff(live)) watched.cutOffUntil = this.#tools.clock.monotonic()
    this.#lastCheckAt = check.at
    this.#tally.add(device.id, check.readings, judgement.state, check.at)
    this.#tools.bus.emit('device.changed', device.id)

    const folded = judgement.cause === 'parent_down'
    const explaining = folded ? explainingEntry(judgement.parentId, this.#roster, this.#recorder, this.#tools) : null
    const subject = { deviceId: device.id, deviceName: device.name }
    await this.#recorder.record(subject, judgement.conditions, check.at, explaining)
    if (explaining) await this.#recorder.fold(explaining, { id: device.id, name: device.name })
    if (wasDown && !cutsOff(live)) this.#lookAtChildren(device)
  }

  /** What was open of a device that is out of service ends: nobody looks at it any more. */
  async pauseOutOfService(): Promise<void> {
    for (const { device, live } of this.#roster.all()) {
      const now = this.#tools.clock.now()
      if (device.inService) {
        if (live.state === 'paused') setState(live, 'unknown', now)
        continue
      }
      live.cause = null
      setState(live, 'paused', now)
      await this.#recorder.record({ deviceId: device.id, deviceName: device.name }, [], now)
      this.#tools.bus.emit('device.changed', device.id)
    }
  }

  /** When a parent is back, each child is looked at once more before it may get an entry of its own. */
  #lookAtChildren(parent: DeviceSetting): void {
    const now = this.#tools.clock.monotonic()
    for (const child of this.#roster.all()) {
      if (child.live.cause?.code !== 'parent_down') continue
      if (parentOfWatched(child.device, this.#roster, this.#tools)?.device.id !== parent.id) continue
      for (const probe of child.device.probes) child.dueAt.set(probe.id, now)
    }
  }

  /** Waits until a device has a verdict from a check that began at `since` or later; at most 20 s. */
  async #judgedSince(watched: Watched, since: number): Promise<void> {
    let late = false
    const cancel = this.#tools.clock.after(parentWaitMs, () => {
      late = true
    })
    while (watched.judgedFrom < since && !late && !this.#end.signal.aborted) {
      if (watched.running) await Promise.race([watched.running, this.#pause(parentWaitMs)])
      else await Promise.race([this.#run(watched, watched.device.probes), this.#pause(parentWaitMs)])
      if (!this.#health.networkUp()) break
    }
    cancel()
  }

  #pause(ms: number): Promise<void> {
    return new Promise((over) => void this.#tools.clock.after(ms, over))
  }

  #lookTools(): CheckTools {
    const { clock, findProbe, surroundings } = this.#tools
    const { signal } = this.#end
    return {
      clock,
      findProbe,
      look: this.#look,
      signal,
      neighbour: (device) => freshNeighbour(device, surroundings, signal),
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

  async checkAll(): Promise<void> {
    const inService = this.#roster.all().filter((watched) => watched.device.inService)
    await Promise.all(inService.map((watched) => this.checkNow(watched.device.id)))
  }

  lacks(language: Language): Lack[] {
    return this.#health.lacks(language)
  }

  clockTrusted(): Promise<boolean> {
    return this.#health.clockTrusted()
  }
}

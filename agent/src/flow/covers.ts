import type { DeviceSetting } from '@sereno/shared/device.ts'
import { parentOfWatched } from './family.ts'
import type { Groups, LookAt } from './groups.ts'
import { cutsOff } from './live.ts'
import type { OwnTrouble } from './own-trouble.ts'
import type { Recorder } from './recorder.ts'
import type { Roster, Watched } from './roster.ts'
import type { StormWatch } from './storm-watch.ts'
import type { WatchTools } from './watch-tools.ts'

/** What explains a device's silence while it is down: a broadcast storm, a device it hangs on, or a learnt group. */
export interface Cover {
  down: boolean
  /** The open entry that a silence folds into. */
  entry(): string | null
}

interface Parts {
  tools: WatchTools
  roster: Roster
  recorder: Recorder
  trouble: OwnTrouble
  storm: StormWatch
  groups: Groups
}

/** How the watch waits for others, as only it can look. */
export interface Looks {
  /** Waits until a device has a verdict from a check that began at `since` or later, for so long as a child may. */
  judgedSince(watched: Watched, since: number): Promise<void>
  lookAt: LookAt
}

/**
 * So long a storm has to last, and so long others take to lose an answer too: who fell silent waits for that verdict. The
 * look that gives it may come a round later, and late on a busy machine.
 */
const stormWaitMs = 16_000
const askEveryMs = 500
/** Parents of parents that are followed; settings by hand may go round in circles. */
const mostAbove = 10

/** Who stands over whom just now. */
export class Covers {
  readonly #parts: Parts

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /** What stands over a device; the storm comes first, as it takes parents down too. */
  of(device: DeviceSetting): Cover | null {
    return this.#over(device, mostAbove)
  }

  #over(device: DeviceSetting, above: number): Cover | null {
    const { tools, roster, trouble, storm, groups } = this.#parts
    if (storm.isOn()) return { down: true, entry: () => trouble.entryOf('l2_storm') }
    const parent = parentOfWatched(device, roster, tools)
    const group = groups.downOf(device.id)
    if (group !== null && !(parent && cutsOff(parent.live))) {
      return { down: true, entry: () => trouble.entryOf('group_down', ({ detail }) => detail.group === group) }
    }
    return parent && { down: cutsOff(parent.live), entry: () => this.#entryOf(parent.device, above) }
  }

  /** The open entry of a parent that is down, or of what it folded into in its turn. */
  #entryOf(parent: DeviceSetting, above: number): string | null {
    const open = this.#parts.recorder.openOf(parent.id)
    const own = open.find(({ kind }) => kind === 'Offline') ?? open.find(({ kind }) => kind === 'Fail')
    if (own || above === 0) return own?.id ?? null
    // One in its quiet hours or in a pause has none, and what it hangs on may be well.
    const over = this.#over(parent, above - 1)
    return over?.down === true ? over.entry() : null
  }

  /**
   * A device fell silent: waits until it is known whether something explains it.
   * @returns false where what would explain it was down and is over, so that what the check saw is out of date
   */
  async settle(watched: Watched, startedAt: number, looks: Looks): Promise<boolean> {
    const { tools, roster, storm, groups } = this.#parts
    const { device } = watched
    const silentAt = tools.clock.monotonic()
    await storm.look()
    await this.#waitForStorm()
    if (storm.wasOnSince(startedAt)) return storm.isOn()
    const parent = parentOfWatched(device, roster, tools)
    if (parent) {
      await looks.judgedSince(parent, startedAt)
      // An answer of it may be from just before what took both.
      if (!cutsOff(parent.live) && parent.judgedFrom >= startedAt) await looks.judgedSince(parent, silentAt)
      if (cutsOff(parent.live)) return true
      if (this.#wasCutOffSince(parent, startedAt)) return false
    }
    await groups.settle(watched, startedAt, looks.lookAt)
    return groups.downOf(device.id) !== null || !groups.wasDownSince(device.id, startedAt)
  }

  /** Something that explained silence is over: what folded into it is looked at once more. */
  lookAgain(): void {
    const { roster, tools } = this.#parts
    const now = tools.clock.monotonic()
    for (const { device, live, dueAt } of roster.all()) {
      if (live.cause?.code !== 'parent_down' || this.of(device)?.down === true) continue
      for (const probe of device.probes) dueAt.set(probe.id, now)
    }
  }

  /** Whether a device, or one that it hangs on in its turn, was cut off at some time since `since`, monotonic ms. */
  #wasCutOffSince(watched: Watched, since: number): boolean {
    let at: Watched | null = watched
    for (let above = 0; at !== null && above <= mostAbove; above++) {
      if (at.cutOffUntil !== null && at.cutOffUntil >= since) return true
      at = parentOfWatched(at.device, this.#parts.roster, this.#parts.tools)
    }
    return false
  }

  async #waitForStorm(): Promise<void> {
    const { tools, storm } = this.#parts
    const endsAt = tools.clock.monotonic() + stormWaitMs
    while (storm.brewing() && tools.clock.monotonic() < endsAt) {
      await new Promise<void>((over) => void tools.clock.after(askEveryMs, over))
    }
  }
}

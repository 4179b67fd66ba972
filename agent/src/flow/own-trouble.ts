import type { EntryRecord } from '@sereno/shared/activity.ts'
import { type Cause, isCause } from '@sereno/shared/cause.ts'
import type { Clock } from '../clock.ts'
import type { Condition } from '../judge/types.ts'
import { isAction, type Recorder, theAgent } from './recorder.ts'

/** Who finds what is no single device's, and which causes are theirs. */
const sources = {
  machine: ['agent_network', 'agent_crashed', 'disk_full', 'disk_readonly', 'clock_unset', 'under_voltage'],
  dhcp: ['rogue_dhcp'],
  storm: ['l2_storm'],
  groups: ['group_down'],
  backup: ['backup_no_room', 'backup_failed'],
  certificate: ['certificate_failed'],
} as const satisfies Record<string, readonly Cause[]>
type OwnSource = keyof typeof sources

/**
 * What is wrong with the agent's machine and with the network as a whole: entries of no device. Each source tells all that
 * it believes now; of one that has not looked yet, what was open at the start goes on.
 */
export class OwnTrouble {
  readonly #recorder: Recorder
  readonly #clock: Clock
  readonly #believed = new Map<OwnSource, Condition[]>()

  constructor(recorder: Recorder, clock: Clock) {
    this.#recorder = recorder
    this.#clock = clock
    const open = this.#open().flatMap(believedAgain)
    for (const [source, causes] of Object.entries(sources) as [OwnSource, readonly Cause[]][]) {
      this.#believed.set(
        source,
        open.filter(({ cause }) => causes.includes(cause)),
      )
    }
  }

  /** What a source believes now. Resolves once it is on disk. */
  async set(source: OwnSource, conditions: readonly Condition[]): Promise<void> {
    const at = this.#clock.now()
    // Seen by this source just now: what others believe isn't counted on by it.
    this.#believed.set(
      source,
      conditions.map((condition) => ({ ...condition, seenAt: at })),
    )
    await this.#recorder.record(theAgent, [...this.#believed.values()].flat(), at)
  }

  believedBy(source: OwnSource): readonly Condition[] {
    return this.#believed.get(source) ?? []
  }

  /** The open entry of a cause that means it. */
  entryOf(cause: Cause, means: (entry: EntryRecord) => boolean = () => true): string | null {
    return this.#open().find((entry) => entry.cause === cause && means(entry))?.id ?? null
  }

  #open(): EntryRecord[] {
    return this.#recorder.openOf(null).filter((entry) => entry.source === 'agent' && !isAction(entry))
  }
}

function believedAgain({ cause, probe, rule, attempts, detail, at }: EntryRecord): Condition[] {
  const seenAt = Date.parse(typeof detail.lastAt === 'string' ? detail.lastAt : at)
  return isCause(cause) ? [{ cause, probe, rule, attempts, seenAt, detail }] : []
}

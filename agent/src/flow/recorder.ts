import type { EntryRecord } from '@sereno/shared/activity.ts'
import type { Change } from '@sereno/shared/change.ts'
import type { Clock } from '../clock.ts'
import { reconcile } from '../judge/incident.ts'
import type { Condition } from '../judge/types.ts'
import { makeId } from '../store/make-id.ts'
import type { Journal } from '../store/types.ts'
import type { Bus } from './bus.ts'
import { OpenBook } from './open-book.ts'

/** Whose failures: a device, or with `null` the agent itself. */
export interface Subject {
  deviceId: string | null
  deviceName: string | null
}

export const theAgent: Subject = { deviceId: null, deviceName: null }

/**
 * Turns verdicts into entries: compares what is believed with what is open, writes the difference in one transaction,
 * and tells who listens. A repetition is only counted in memory and written with the next minute, so that a printer
 * that is off for a night costs the card nothing.
 */
export class Recorder {
  readonly #journal: Journal
  readonly #clock: Clock
  readonly #bus: Bus
  readonly #open: OpenBook
  /** Counted repetitions that are not on disk yet, by entry. */
  readonly #counted = new Map<string, Extract<Change, { do: 'repeat' }>>()

  private constructor(journal: Journal, clock: Clock, bus: Bus, open: OpenBook) {
    this.#journal = journal
    this.#clock = clock
    this.#bus = bus
    this.#open = open
  }

  static async start(journal: Journal, clock: Clock, bus: Bus): Promise<Recorder> {
    return new Recorder(journal, clock, bus, await OpenBook.read(journal, clock.now()))
  }

  openEntries(): EntryRecord[] {
    return this.#open.entries()
  }

  openOf(deviceId: string | null): EntryRecord[] {
    return this.#open.of(deviceId).entries
  }

  /** Devices with something open; `null` stands for the agent. */
  subjects(): (string | null)[] {
    return this.#open.deviceIds()
  }

  /**
   * Records what is believed of a subject now. Resolves once the changes are on disk.
   * @param parentEntry the open entry of the parent that explains this subject's Offline, if it is folded
   */
  async record(
    subject: Subject,
    conditions: Condition[],
    at: number,
    parentEntry: string | null = null,
  ): Promise<void> {
    const open = this.#open.of(subject.deviceId)
    const mine = { ...open, entries: open.entries.filter((entry) => !isAction(entry)) }
    const scene = {
      ...subject,
      at,
      source: subject.deviceId === null ? ('agent' as const) : ('probe' as const),
      makeId,
      parentEntry,
    }
    await this.write(reconcile(mine, conditions, scene))
  }

  /** Names a child behind the parent's open entry. */
  async fold(parentId: string, child: { id: string; name: string }): Promise<void> {
    const entries = this.#open.of(parentId).entries
    const entry = entries.find((one) => one.kind === 'Offline') ?? entries[0]
    const children = namedChildren(entry?.detail.children)
    if (!entry || children.some((one) => one.id === child.id)) return
    const detail = { ...entry.detail, children: [...children, child] }
    const { id, occurrences, attempts } = entry
    // In memory at once, so that two children that fold together do not overwrite each other.
    await this.write([{ do: 'repeat', id, occurrences, attempts, detail }])
    await this.flush()
  }

  /** Writes changes and follows them. Repetitions wait for `flush` unless `now` is set. */
  async write(changes: Change[], now = false): Promise<EntryRecord[]> {
    for (const change of changes) {
      if (change.do !== 'repeat' || now) continue
      this.#open.follow(change, { entries: [], notices: [] })
      this.#counted.set(change.id, change)
    }
    const urgent = changes.filter((change) => change.do !== 'repeat' || now)
    if (urgent.length === 0) return []
    const made = await this.#journal.apply(urgent)
    for (const change of urgent) {
      this.#open.follow(change, made)
      if (change.do === 'end') this.#counted.delete(change.id)
    }
    for (const entry of made.entries) this.#bus.emit('entry.changed', entry)
    for (const notice of made.notices) this.#bus.emit('notice.changed', notice)
    for (const incident of made.incidents) this.#bus.emit('incident.changed', incident)
    return made.entries
  }

  /** Writes what was counted since the last time; once a minute, and at the end. */
  async flush(): Promise<void> {
    const changes = [...this.#counted.values()]
    this.#counted.clear()
    await this.write(changes, true)
  }

  now(): number {
    return this.#clock.now()
  }
}

/** An entry about an action of ours (a mail), which ends when the action does, not when a check says so. */
export const isAction = (entry: EntryRecord): boolean => entry.detail.action === true

function namedChildren(value: unknown): { id: string; name: string }[] {
  return Array.isArray(value) ? value : []
}

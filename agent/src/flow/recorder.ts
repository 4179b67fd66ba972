import type { EntryRecord } from '@sereno/shared/activity.ts'
import type { Change } from '@sereno/shared/change.ts'
import type { Clock } from '../clock.ts'
import { reconcile } from '../judge/incident.ts'
import { keyOf } from '../judge/key.ts'
import type { Condition } from '../judge/types.ts'
import { makeId } from '../store/make-id.ts'
import type { Journal } from '../store/types.ts'
import type { Bus } from './bus.ts'
import { Hushed } from './hushed.ts'
import { OpenTrouble } from './open-trouble.ts'

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
  readonly #open: OpenTrouble
  /** Counted repetitions that are not on disk yet, by entry. */
  readonly #counted = new Map<string, Extract<Change, { do: 'repeat' }>>()
  /** When failures began that the disk did not take, by subject and by what tells them apart. */
  readonly #unwritten = new Map<string | null, Map<string, number>>()
  readonly #hushed = new Hushed()
  /** The record of a subject that is under way: the next one compares with what it has written. */
  readonly #turns = new Map<string | null, Promise<void>>()

  private constructor(journal: Journal, clock: Clock, bus: Bus, open: OpenTrouble) {
    this.#journal = journal
    this.#clock = clock
    this.#bus = bus
    this.#open = open
  }

  static async start(journal: Journal, clock: Clock, bus: Bus): Promise<Recorder> {
    return new Recorder(journal, clock, bus, await OpenTrouble.read(journal, clock.now()))
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
   * Records what is believed of a subject now. Resolves once the changes are on disk. What the disk does not take is
   * found again by the next record, and then begins when it began.
   * @param parentEntry the open entry of the parent that explains this subject's Offline, if it is folded
   * @param kept what is wrong besides, and is not told in quiet hours or a pause
   */
  async record(
    subject: Subject,
    conditions: Condition[],
    at: number,
    parentEntry: string | null = null,
    kept: readonly Condition[] = [],
  ): Promise<void> {
    const { deviceId } = subject
    const before = this.#turns.get(deviceId) ?? Promise.resolve()
    const turn = before.catch(() => {}).then(() => this.#recordNow(subject, conditions, at, parentEntry, kept))
    this.#turns.set(deviceId, turn)
    try {
      await turn
    } finally {
      if (this.#turns.get(deviceId) === turn) this.#turns.delete(deviceId)
    }
  }

  async #recordNow(
    subject: Subject,
    conditions: Condition[],
    at: number,
    parentEntry: string | null,
    kept: readonly Condition[],
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
    const began = this.#unwritten.get(subject.deviceId)
    this.#unwritten.delete(subject.deviceId)
    const told = reconcile(mine, conditions, scene)
    const changes = [...told, ...this.#hushed.follow(subject.deviceId, mine.entries, told, kept)]
    await this.write(began ? changes.map((change) => begunAt(change, began)) : changes)
  }

  /** Names a child behind a parent's open entry. */
  async fold(entryId: string, child: { id: string; name: string }): Promise<void> {
    const entry = this.#open.find(entryId)
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
    const isUrgent = (change: Change) => now || change.do !== 'repeat' || change.recast !== undefined
    for (const change of changes) {
      if (change.do !== 'repeat') continue
      this.#open.follow(change, { entries: [], notices: [] })
      // A better cause that the disk has not taken yet is not lost over a later repetition.
      if (!isUrgent(change)) this.#counted.set(change.id, { ...this.#counted.get(change.id), ...change })
    }
    const urgent = changes.filter(isUrgent)
    // What was counted of an entry that ends, or is understood better, goes before that.
    const counted = urgent.flatMap((change) => (change.do === 'end' || change.do === 'repeat' ? [change.id] : []))
    return this.#commit([...this.#takeCounted(counted), ...urgent])
  }

  /** Writes what was counted since the last time; once a minute, and at the end. */
  async flush(): Promise<void> {
    await this.#commit(this.#takeCounted([...this.#counted.keys()]))
  }

  #takeCounted(ids: readonly string[]): Change[] {
    return ids.flatMap((id) => {
      const change = this.#counted.get(id)
      this.#counted.delete(id)
      return change ?? []
    })
  }

  async #commit(changes: Change[]): Promise<EntryRecord[]> {
    if (changes.length === 0) return []
    const made = await this.#journal.apply(changes).catch((fault: unknown) => {
      for (const change of changes) this.#keepUnwritten(change)
      throw fault
    })
    // Repetitions were followed when they were counted; by now there may be later ones.
    for (const change of changes) if (change.do !== 'repeat') this.#open.follow(change, made)
    for (const entry of made.entries) this.#bus.emit('entry.changed', entry)
    for (const notice of made.notices) this.#bus.emit('notice.changed', notice)
    for (const incident of made.incidents) this.#bus.emit('incident.changed', incident)
    return made.entries
  }

  #keepUnwritten(change: Change): void {
    if (change.do === 'repeat' && !this.#counted.has(change.id)) this.#counted.set(change.id, change)
    if (change.do !== 'open') return
    const { deviceId, at } = change.entry
    const began = this.#unwritten.get(deviceId) ?? new Map<string, number>()
    this.#unwritten.set(deviceId, began.set(keyOf(change.entry), at))
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

/** A failure that the disk did not take the first time, and its incident, with the beginning that they had then. */
function begunAt(change: Change, began: ReadonlyMap<string, number>): Change {
  if (change.do === 'open_incident') return { ...change, at: Math.min(change.at, ...began.values()) }
  if (change.do !== 'open') return change
  return { ...change, entry: { ...change.entry, at: began.get(keyOf(change.entry)) ?? change.entry.at } }
}

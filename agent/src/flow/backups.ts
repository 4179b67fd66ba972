import { type Backup, type BackupList, mostBackupBytes } from '@sereno/shared/backup.ts'
import { type Clock, iso } from '../clock.ts'
import type { Log } from '../log.ts'
import { BackupFault } from '../store/backup/faults.ts'
import { downloadName } from '../store/backup/names.ts'
import {
  clearStages,
  isBeforeLeft,
  isRestoreReady,
  keepBefore,
  openStage,
  receive,
  stageRestore,
} from '../store/backup/restore.ts'
import { clearShelf, freshBackup, listBackups, makeBackup, openBackup } from '../store/backup/shelf.ts'
import { restoredKey } from '../store/keep-keys.ts'
import { makeId } from '../store/make-id.ts'
import type { Book, Store } from '../store/types.ts'
import { BackupTrouble, plainly } from './backup-trouble.ts'
import type { BackupDesk } from './desks.ts'
import type { OwnTrouble } from './own-trouble.ts'
import { quietMoments } from './quiet-night.ts'
import { Rounds } from './rounds.ts'

const lookEveryMs = 5 * 60_000
/** A box that has just been switched on has better things to do. */
const graceMs = 10 * 60_000
/** After one that did not come about. */
const againMs = 60 * 60_000

interface Parts {
  clock: Clock
  log: Log
  book: Book
  store: Store
  trouble: Pick<OwnTrouble, 'set' | 'believedBy'>
  /** The state folder. */
  folder: string
  version: string
  clockTrusted(): Promise<boolean>
}

/** A backup each night, and those that people ask for; one at a time. */
export class Backups implements BackupDesk {
  readonly #parts: Parts
  readonly #trouble: BackupTrouble
  readonly #rounds: Rounds
  readonly #startedAt: number
  #busy = false
  #makeNotBefore = Number.NEGATIVE_INFINITY
  #keepNotBefore = Number.NEGATIVE_INFINITY

  constructor(parts: Parts) {
    this.#parts = parts
    this.#trouble = new BackupTrouble(parts.trouble, parts.log)
    this.#startedAt = parts.clock.monotonic()
    this.#rounds = new Rounds(parts.clock, async () => {
      await this.#look().catch((fault: unknown) => parts.log.error({ fault }, 'the backups could not be looked after'))
      return lookEveryMs
    })
  }

  /** What a restore that was applied at this start left to do comes first; a disk that takes nothing stops no start. */
  async start(): Promise<void> {
    const { clock, folder, log } = this.#parts
    await this.#tellOfRestore().catch((fault: Error) =>
      log.error({ fault: fault.message }, 'the restore is noted at the next start'),
    )
    await Promise.all([clearShelf(folder, clock.now()), clearStages(folder)]).catch((fault: Error) =>
      log.error({ fault: fault.message }, 'what backups left half-made cannot be removed'),
    )
    this.#rounds.start()
  }

  stop(): Promise<void> {
    return this.#rounds.stop()
  }

  async list(): Promise<BackupList> {
    const { clock, book, folder } = this.#parts
    const { account, venue } = book.read()
    return {
      items: await listBackups(folder),
      nextAt: account === null ? null : iso(quietMoments(clock.now(), venue.openingHours, account.timezone).next),
      running: this.#busy,
      trouble: this.#trouble.told(),
      restoreWaits: await isRestoreReady(folder),
    }
  }

  make(reason: 'manual' | 'before_reset' = 'manual'): Promise<Backup> {
    return this.#alone(() => this.#make(reason))
  }

  async fresh(): Promise<{ name: string; parts: AsyncIterable<Uint8Array> }> {
    const { manifest, parts } = await this.#alone(() => freshBackup(this.#sourceHere()))
    return { name: downloadName(manifest.venue, Date.parse(manifest.madeAt)), parts }
  }

  open(name: string): Promise<{ bytes: number; parts: AsyncIterable<Uint8Array> } | null> {
    return openBackup(this.#parts.folder, name)
  }

  takeIn(
    parts: AsyncIterable<Uint8Array>,
    isStillWanted?: () => Promise<void>,
  ): Promise<{ venue: string; madeAt: string; version: string }> {
    const { folder, log, version: ours } = this.#parts
    return this.#alone(async () => {
      // A restore takes the place of nothing but what is kept.
      await this.#keepBefore()
      const stage = await openStage(folder)
      const file = await receive(parts, stage, mostBackupBytes)
      const { venue, madeAt, version } = await stageRestore(folder, stage, file, { version: ours, isStillWanted })
      log.warn({ madeAt, version }, 'a restore is ready; the next start puts it in force')
      return { venue, madeAt, version }
    })
  }

  #source() {
    const { clock, folder, version } = this.#parts
    return { folder, version, now: clock.now() }
  }

  /** With the settings that were checked when they came into force. */
  #sourceHere() {
    return { ...this.#source(), venue: this.#parts.book.read() }
  }

  /** What is there is copied whole: two at once would only take twice the room. */
  async #alone<T>(work: () => Promise<T>): Promise<T> {
    if (this.#busy) throw new BackupFault('busy', 'a backup is being made or restored already')
    this.#busy = true
    try {
      return await work()
    } finally {
      this.#busy = false
    }
  }

  async #look(): Promise<void> {
    const now = this.#parts.clock.monotonic()
    if (now >= this.#keepNotBefore && (await isBeforeLeft(this.#parts.folder)) && !this.#busy)
      await this.#alone(() => this.#keepBefore()).catch(() => {
        this.#keepNotBefore = now + againMs
      })
    if (now < this.#makeNotBefore || now - this.#startedAt < graceMs) return
    if ((await this.#isDue()) && !this.#busy)
      await this.#alone(() => this.#make('nightly')).catch(() => {
        this.#makeNotBefore = now + againMs
      })
  }

  /** @throws what keeps the disk from it; what no backup can be made of is put aside. */
  async #keepBefore(): Promise<void> {
    try {
      if (await keepBefore(this.#source())) await this.#trouble.ended('keep')
    } catch (fault) {
      this.#parts.log.error({ fault: (fault as Error).message }, 'what a restore took the place of is no backup yet')
      const isAside = fault instanceof BackupFault && fault.code === 'damaged'
      // Nothing is left to be tried again then: the next backup ends the trouble.
      await this.#trouble.failed(isAside ? 'make' : 'keep', fault)
      if (!isAside) throw plainly(fault)
    }
  }

  async #isDue(): Promise<boolean> {
    const { clock, book, folder, clockTrusted } = this.#parts
    const { account, venue } = book.read()
    if (account === null || !(await clockTrusted())) return false
    const { last } = quietMoments(clock.now(), venue.openingHours, account.timezone)
    if (Date.parse(account.createdAt) > last) return false
    // One from a time when the clock was ahead says nothing of this night.
    const isOfLate = ({ at, reason }: Backup) =>
      reason === 'nightly' && Date.parse(at) >= last && Date.parse(at) <= clock.now()
    return !(await listBackups(folder)).some(isOfLate)
  }

  async #make(reason: 'nightly' | 'manual' | 'before_reset'): Promise<Backup> {
    const { log } = this.#parts
    try {
      const made = await makeBackup({ ...this.#sourceHere(), reason })
      await this.#trouble.ended('make')
      log.info({ name: made.name, bytes: made.bytes }, 'a backup was made')
      return made
    } catch (fault) {
      log.error({ fault: (fault as Error).message }, `the ${reason} backup could not be made`)
      await this.#trouble.failed('make', fault)
      throw plainly(fault)
    }
  }

  async #tellOfRestore(): Promise<void> {
    const { store, clock } = this.#parts
    const from = await store.keep.get(restoredKey)
    if (typeof from !== 'object' || from === null) return
    const at = clock.now()
    const { madeAt, ...rest } = from as { madeAt?: string }
    const notice = { id: makeId(), at, endedAt: at, cause: 'restored', deviceId: null, deviceName: null, text: null }
    await store.journal.apply([
      { do: 'notice', notice: { ...notice, detail: { ...rest, madeAt: String(madeAt).slice(0, 10) } } },
    ])
    await store.keep.set({ [restoredKey]: null })
  }
}

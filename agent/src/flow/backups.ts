import { type Backup, type BackupList, mostBackupBytes } from '@sereno/shared/backup.ts'
import { type Clock, iso } from '../clock.ts'
import { ruleOf } from '../judge/rule.ts'
import type { Condition } from '../judge/types.ts'
import type { Log } from '../log.ts'
import { BackupFault } from '../store/backup/faults.ts'
import { downloadName } from '../store/backup/names.ts'
import { isRestoreReady, keepBefore, openStage, receive, stageRestore } from '../store/backup/restore.ts'
import { freshBackup, listBackups, makeBackup, openBackup } from '../store/backup/shelf.ts'
import { restoredKey } from '../store/keep-keys.ts'
import { makeId } from '../store/make-id.ts'
import type { Book, Store } from '../store/types.ts'
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
  readonly #rounds: Rounds
  readonly #startedAt: number
  #busy = false
  #notBefore = Number.NEGATIVE_INFINITY

  constructor(parts: Parts) {
    this.#parts = parts
    this.#startedAt = parts.clock.monotonic()
    this.#rounds = new Rounds(parts.clock, async () => {
      await this.#look().catch((fault: unknown) => parts.log.error({ fault }, 'the backups could not be looked after'))
      return lookEveryMs
    })
  }

  /** What a restore that was applied at this start left to do comes first. */
  async start(): Promise<void> {
    await this.#tellOfRestore()
    this.#rounds.start()
  }

  stop(): Promise<void> {
    return this.#rounds.stop()
  }

  async list(): Promise<BackupList> {
    const { clock, book, folder, trouble } = this.#parts
    const { account, venue } = book.read()
    const cause = trouble.believedBy('backup')[0]?.cause
    return {
      items: await listBackups(folder),
      nextAt: account === null ? null : iso(quietMoments(clock.now(), venue.openingHours, account.timezone).next),
      running: this.#busy,
      trouble: cause === undefined ? null : cause === 'backup_no_room' ? 'no_room' : 'failed',
      restoreWaits: await isRestoreReady(folder),
    }
  }

  make(): Promise<Backup> {
    return this.#alone(() => this.#make('manual'))
  }

  async fresh(): Promise<{ name: string; parts: AsyncIterable<Uint8Array> }> {
    const { manifest, parts } = await this.#alone(() => freshBackup(this.#source()))
    return { name: downloadName(manifest.venue, Date.parse(manifest.madeAt)), parts }
  }

  open(name: string): Promise<{ bytes: number; parts: AsyncIterable<Uint8Array> } | null> {
    return openBackup(this.#parts.folder, name)
  }

  takeIn(parts: AsyncIterable<Uint8Array>): Promise<{ venue: string; madeAt: string; version: string }> {
    const { folder, log } = this.#parts
    return this.#alone(async () => {
      const stage = await openStage(folder)
      const file = await receive(parts, stage, mostBackupBytes)
      const { venue, madeAt, version } = await stageRestore(folder, stage, file)
      log.warn({ madeAt, version }, 'a restore is ready; the next start puts it in force')
      return { venue, madeAt, version }
    })
  }

  #source() {
    const { clock, folder, version } = this.#parts
    return { folder, version, now: clock.now() }
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
    const { clock, log } = this.#parts
    const now = clock.monotonic()
    if (this.#busy || now < this.#notBefore) return
    const turn = async () => {
      await keepBefore(this.#source()).catch((fault: Error) =>
        log.error({ fault: fault.message }, 'what a restore took the place of could not be made a backup yet'),
      )
      if (now - this.#startedAt >= graceMs && (await this.#isDue())) await this.#make('nightly')
    }
    await this.#alone(turn).catch((fault: Error) => {
      this.#notBefore = now + againMs
      log.error({ fault: fault.message }, 'the nightly backup could not be made')
    })
  }

  async #isDue(): Promise<boolean> {
    const { clock, book, folder, clockTrusted } = this.#parts
    const { account, venue } = book.read()
    if (account === null || !(await clockTrusted())) return false
    const { last } = quietMoments(clock.now(), venue.openingHours, account.timezone)
    if (Date.parse(account.createdAt) > last) return false
    const newest = (await listBackups(folder)).find(({ reason }) => reason === 'nightly')
    return newest === undefined || Date.parse(newest.at) < last
  }

  async #make(reason: 'nightly' | 'manual'): Promise<Backup> {
    const { trouble, folder, log } = this.#parts
    try {
      const made = await makeBackup({ ...this.#source(), reason })
      await trouble.set('backup', [])
      log.info({ name: made.name, bytes: made.bytes }, 'a backup was made')
      return made
    } catch (fault) {
      const isFull = isNoRoom(fault)
      await trouble.set('backup', [conditionOf(isFull, (fault as Error).message)])
      throw isFull ? new BackupFault('no_room', `no room in ${folder}`) : fault
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

const isNoRoom = (fault: unknown): boolean => {
  const { code } = fault as { code?: string }
  return code === 'no_room' || code === 'disk_full' || code === 'ENOSPC' || code === 'EDQUOT'
}

const conditionOf = (isFull: boolean, reason: string): Condition => ({
  cause: isFull ? 'backup_no_room' : 'backup_failed',
  probe: null,
  rule: ruleOf(isFull ? 'backup_no_room' : 'backup_failed'),
  attempts: 1,
  detail: { reason: reason.slice(0, 200), readings: [] },
})

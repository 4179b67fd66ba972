import { createWriteStream } from 'node:fs'
import { open, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { type Backup, type BackupReason, nightlyKept } from '@sereno/shared/backup.ts'
import { iso } from '../../clock.ts'
import { syncFolder } from '../durable-file.ts'
import { openArchive, type Source } from './archive.ts'
import { BackupFault } from './faults.ts'
import type { Manifest } from './manifest.ts'
import { keptName, readName, shelfName } from './names.ts'
import { andThen } from './parts.ts'
import { clearStaleWork } from './work-folder.ts'

/** How many are kept of each sort; the oldest go first. */
const kept: Record<BackupReason, number> = {
  nightly: nightlyKept,
  manual: 5,
  before_restore: 3,
  before_update: 3,
  before_reset: 3,
}
/** Where room is short, nightly ones go before their time, but for these. */
const leastNightly = 3

/** The backups of a state folder, newest first. */
export async function listBackups(folder: string): Promise<Backup[]> {
  const shelf = join(folder, shelfName)
  const names = await readdir(shelf).catch(() => [])
  const found = await Promise.all(
    names.map(async (name) => {
      const read = readName(name)
      const file = read === null ? null : await stat(join(shelf, name)).catch(() => null)
      return read === null || !file?.isFile() ? [] : [{ name, ...read, bytes: file.size }]
    }),
  )
  return found
    .flat()
    .sort((a, b) => b.at - a.at)
    .map(({ at, ...backup }) => ({ ...backup, at: iso(at) }))
}

/** Removes copies that a process left on the shelf when it ended. */
export const clearShelf = (folder: string, now: number): Promise<void> => clearStaleWork(join(folder, shelfName), now)

/** Where a backup of this name lies; `null` for a name that none of ours can have. */
export const pathOf = (folder: string, name: string): string | null =>
  readName(name) === null ? null : join(folder, shelfName, name)

/**
 * Makes a backup of a state folder and keeps it there, on the disk when this resolves; also while an agent runs on the
 * folder. What is older than it should be kept goes.
 * @throws {BackupFault} `no_room` · {StoreFault}
 */
export async function makeBackup(source: Source & { reason: BackupReason; into?: string }): Promise<Backup> {
  const { folder, now, reason, into = folder } = source
  const archive = await makeRoom(source, into)
  try {
    const name = keptName(archive.manifest.venue, now, reason)
    const file = join(into, shelfName, name)
    const bytes = await writeDurably(file, archive.bytes(), join(archive.work, 'archive.zip'))
    await trimShelf(into, name)
    return { name, at: iso(Math.floor(now / 1000) * 1000), bytes, reason }
  } finally {
    await archive.clear()
  }
}

/** Old nightly ones give way to a new one. */
async function makeRoom(source: Source, into: string): ReturnType<typeof openArchive> {
  for (;;) {
    try {
      return await openArchive(source, 2, into)
    } catch (fault) {
      if (!(fault instanceof BackupFault && fault.code === 'no_room')) throw fault
      const nightly = (await listBackups(into)).filter(({ reason }) => reason === 'nightly')
      const oldest = nightly.at(-1)
      if (oldest === undefined || nightly.length <= leastNightly) throw fault
      await rm(join(into, shelfName, oldest.name), { force: true })
    }
  }
}

/** Whole under its name, or not there. */
async function writeDurably(file: string, bytes: AsyncIterable<Buffer>, part: string): Promise<number> {
  await pipeline(bytes, createWriteStream(part, { mode: 0o600, flush: true }))
  await rename(part, file)
  await syncFolder(join(file, '..'))
  return (await stat(file)).size
}

/** Removes what is too many; never the one just made, which is not the newest where the clock was ahead. */
async function trimShelf(folder: string, made: string): Promise<void> {
  const all = await listBackups(folder)
  for (const [reason, most] of Object.entries(kept))
    for (const { name } of all.filter((one) => one.reason === reason).slice(most))
      if (name !== made) await rm(join(folder, shelfName, name), { force: true })
}

/** One that is made now and not kept; wherever its reader stops, also before the first piece, no copy stays. */
export async function freshBackup(source: Source): Promise<{ manifest: Manifest; parts: AsyncIterable<Buffer> }> {
  const { manifest, bytes, clear } = await openArchive(source, 1)
  return { manifest, parts: andThen(bytes(), clear) }
}

/** A backup that is kept, piece by piece; `null` where it is not there. */
export async function openBackup(
  folder: string,
  name: string,
): Promise<{ bytes: number; parts: AsyncIterable<Buffer> } | null> {
  const path = pathOf(folder, name)
  const handle = path === null ? null : await open(path, 'r').catch(() => null)
  if (handle === null) return null
  const stream = handle.createReadStream()
  const end = async () => void stream.destroy()
  return { bytes: (await handle.stat()).size, parts: andThen(stream, end) }
}

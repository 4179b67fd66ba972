import { createWriteStream } from 'node:fs'
import { open, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { type Backup, type BackupReason, nightlyKept } from '@sereno/shared/backup.ts'
import { iso } from '../../clock.ts'
import { syncFolder } from '../durable-file.ts'
import { makeFolder } from '../make-folder.ts'
import { openArchive, type Source, workPrefix } from './archive.ts'
import { BackupFault } from './faults.ts'
import { keptName, readName, shelfName } from './names.ts'

/** How many are kept of each sort; the oldest go first. */
const kept: Record<BackupReason, number> = { nightly: nightlyKept, manual: 5, before_restore: 3, before_update: 3 }
/** Where room is short, nightly ones go before their time, but for these. */
const leastNightly = 3
/** A folder of work that is older belongs to nobody any more. */
const staleMs = 6 * 3_600_000

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
  makeFolder(join(into, shelfName))
  const archive = await makeRoom(source, into)
  try {
    const name = keptName(archive.manifest.venue, now, reason)
    const file = join(into, shelfName, name)
    const bytes = await writeDurably(file, archive.bytes())
    await trimShelf(into, now)
    return { name, at: iso(Math.floor(now / 1000) * 1000), bytes, reason }
  } finally {
    await archive.clear()
  }
}

/** Old nightly ones give way to a new one. */
async function makeRoom({ folder, now, version }: Source, into: string): ReturnType<typeof openArchive> {
  for (;;) {
    try {
      return await openArchive({ folder, now, version }, 2)
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
async function writeDurably(file: string, bytes: AsyncIterable<Buffer>): Promise<number> {
  const part = `${file}.part`
  try {
    await pipeline(bytes, createWriteStream(part, { mode: 0o600, flush: true }))
    await rename(part, file)
  } catch (fault) {
    await rm(part, { force: true })
    throw fault
  }
  await syncFolder(join(file, '..'))
  return (await stat(file)).size
}

/** Removes what is too many, and what a crash left half-made. */
async function trimShelf(folder: string, now: number): Promise<void> {
  const shelf = join(folder, shelfName)
  const all = await listBackups(folder)
  for (const [reason, most] of Object.entries(kept))
    for (const { name } of all.filter((one) => one.reason === reason).slice(most))
      await rm(join(shelf, name), { force: true })
  for (const name of await readdir(shelf).catch(() => [])) {
    if (!name.startsWith(workPrefix) && !name.endsWith('.part')) continue
    const path = join(shelf, name)
    const found = await stat(path).catch(() => null)
    if (found !== null && now - found.mtimeMs > staleMs) await rm(path, { recursive: true, force: true })
  }
}

/** A backup that is kept, piece by piece; `null` where it is not there. */
export async function openBackup(
  folder: string,
  name: string,
): Promise<{ bytes: number; parts: AsyncIterable<Buffer> } | null> {
  const path = pathOf(folder, name)
  const handle = path === null ? null : await open(path, 'r').catch(() => null)
  if (handle === null) return null
  return { bytes: (await handle.stat()).size, parts: handle.createReadStream() }
}

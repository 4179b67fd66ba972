import { randomUUID } from 'node:crypto'
import { constants } from 'node:fs'
import { mkdir, mkdtemp, open, readdir, rename, rm, rmdir, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { iso } from '../../clock.ts'
import { diskFree } from '../disk-free.ts'
import { syncFolder } from '../durable-file.ts'
import { StoreFault } from '../faults.ts'
import { lockFolder } from '../folder-lock.ts'
import { makeFolder } from '../make-folder.ts'
import { marginBytes, venueOf } from './archive.ts'
import { BackupFault } from './faults.ts'
import { type Archived, archived, type Manifest } from './manifest.ts'
import { makeBackup } from './shelf.ts'
import { unpack } from './unpack.ts'

/** In the state folder: `ready` is a restore that the next start applies, `before` what it took the place of. */
const restoreName = 'restore'
const readyName = 'ready'
const beforeName = 'before'
/** In the same folder: what a restore took the place of and what no backup can be made of. */
const unkeptPrefix = 'unkept-'
const workPrefix = '.work-'

/** How often, while a file comes in, whether there is room for more is asked. */
const lookEveryBytes = 8 * 1024 * 1024

/** What lies beside a file and is part of it. */
const companions: Record<Archived, readonly string[]> = {
  'venue.json': ['venue.last-good.json'],
  'secret.key': [],
  'sereno.db': ['sereno.db-wal', 'sereno.db-shm'],
}

/** Removes what restores left that were ended while they were prepared. */
export async function clearStages(folder: string): Promise<void> {
  const all = join(folder, restoreName)
  for (const name of await readdir(all).catch(() => []))
    if (name.startsWith(workPrefix)) await rm(join(all, name), { recursive: true, force: true })
}

/** A folder for one restore that is being prepared; what an earlier one left goes. */
export async function openStage(folder: string): Promise<string> {
  const all = join(folder, restoreName)
  makeFolder(all)
  await clearStages(folder)
  return mkdtemp(join(all, workPrefix))
}

/**
 * Checks an archive and lays what is in it ready for the next start; nothing of what is in force is touched. `stage` is
 * gone afterwards.
 * @param terms `version`: ours; `isStillWanted` is asked last, and rejects to leave all as it is
 * @throws {BackupFault} also `busy`, while what an earlier restore took the place of is no backup yet
 */
export async function stageRestore(
  folder: string,
  stage: string,
  archive: string,
  { version, isStillWanted }: { version?: string; isStillWanted?: (() => Promise<void>) | undefined } = {},
): Promise<Manifest> {
  try {
    const before = await readdir(join(folder, restoreName, beforeName)).catch(() => [])
    if (before.length > 0) throw new BackupFault('busy', 'what the last restore took the place of is no backup yet')
    const inside = join(stage, 'inside')
    await mkdir(inside, { mode: 0o700 })
    const manifest = await unpack(archive, inside, version)
    await syncFolder(inside)
    await isStillWanted?.()
    await discard(folder, readyName)
    // From here on it is decided: whatever happens, the next start goes through with it.
    await rename(inside, join(folder, restoreName, readyName))
    await syncFolder(join(folder, restoreName))
    return manifest
  } finally {
    await rm(stage, { recursive: true, force: true })
  }
}

/** Away from its name at once: whatever ends this half-way, no half of it is found there. */
async function discard(folder: string, name: string): Promise<void> {
  const all = join(folder, restoreName)
  const away = join(all, `${workPrefix}${randomUUID()}`)
  await moveOver(join(all, name), away)
  await rm(away, { recursive: true, force: true })
}

/** The database that a restore took the place of, until it has become a backup. */
export const databaseBefore = (folder: string): string => join(folder, restoreName, beforeName, 'sereno.db')

/** Whether what a restore took the place of is still to become a backup. */
export const isBeforeLeft = (folder: string): Promise<boolean> => isThere(join(folder, restoreName, beforeName))

/** Whether a restore waits for the next start. */
export const isRestoreReady = (folder: string): Promise<boolean> => isThere(join(folder, restoreName, readyName))

/**
 * At the start, before anything is opened: puts a restore that is ready in the place of what is there, which is kept in
 * `before`. Each step is a rename, and each may be the last: the next start goes on from where this one was ended, so that
 * whoever opens the folder afterwards finds the old venue or the new one, whole.
 * @param passed told of each step, for those who end the process there
 * @returns `failed`: nothing was touched, and the restore waits on
 * @throws {StoreFault} `in_use` · the disk's fault, where it stopped half-way: nobody may open the folder as it is
 */
export async function applyRestore(
  folder: string,
  passed: (step: string) => void = () => {},
): Promise<'none' | 'applied' | 'failed'> {
  const ready = join(folder, restoreName, readyName)
  if (!(await isThere(ready))) return 'none'
  const before = join(folder, restoreName, beforeName)
  let release = () => {}
  try {
    release = lockFolder(join(folder, 'sereno.db'))
    makeFolder(before)
    for (const name of archived) {
      if (await isThere(join(ready, name))) await exchange(folder, name, passed)
    }
    await rmdir(ready)
    await syncFolder(join(folder, restoreName))
    passed('done')
    return 'applied'
  } catch (fault) {
    if (fault instanceof StoreFault && fault.code === 'in_use') throw fault
    const moved = await readdir(before).catch(() => [])
    if (moved.length > 0) throw fault
    return 'failed'
  } finally {
    release()
  }
}

async function exchange(folder: string, name: Archived, passed: (step: string) => void): Promise<void> {
  const ready = join(folder, restoreName, readyName)
  const before = join(folder, restoreName, beforeName)
  for (const old of [...companions[name], name]) {
    await moveOver(join(folder, old), join(before, old))
    passed(`${old} aside`)
  }
  await syncFolder(before)
  await syncFolder(folder)
  passed(`${name} aside for good`)
  await moveOver(join(ready, name), join(folder, name))
  await syncFolder(folder)
  await syncFolder(ready)
  passed(`${name} in place`)
}

/**
 * After a restore: what was there before becomes a backup. A box that nobody had set up has nothing to keep.
 * @throws {BackupFault} `damaged`: no backup can be made of it, so it was put aside as it is · {BackupFault} · {StoreFault};
 * it then stays where it is, and the next call tries again
 */
export async function keepBefore(source: { folder: string; version: string; now: number }): Promise<boolean> {
  const { folder, version, now } = source
  const before = join(folder, restoreName, beforeName)
  try {
    const venue = (await isThere(join(before, 'sereno.db'))) ? await venueOf(before) : null
    const isSetUp = venue !== null && venue.account !== null
    if (isSetUp) await makeBackup({ folder: before, version, now, venue, into: folder, reason: 'before_restore' })
    await discard(folder, beforeName)
    return isSetUp
  } catch (fault) {
    const { code, message } = fault as { code?: string; message: string }
    if (code !== 'damaged' && code !== 'corrupt') throw fault
    const aside = join(folder, restoreName, `${unkeptPrefix}${iso(now).replaceAll(/[:.]/gu, '-')}`)
    await rename(before, aside)
    throw new BackupFault('damaged', `${message}; it stays in ${aside}`)
  }
}

async function moveOver(from: string, to: string): Promise<void> {
  try {
    await rename(from, to)
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code !== 'ENOENT') throw fault
  }
}

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  )

/**
 * Writes what arrives into a file in `stage`, for its owner alone. Where it does not come whole, `stage` is gone.
 * @throws {BackupFault} `too_large`, `no_room`
 */
export async function receive(parts: AsyncIterable<Uint8Array>, stage: string, most: number): Promise<string> {
  const file = join(stage, 'archive.zip')
  try {
    await write(parts, file, most)
    return file
  } catch (fault) {
    await rm(stage, { recursive: true, force: true })
    throw fault
  }
}

async function write(parts: AsyncIterable<Uint8Array>, file: string, most: number): Promise<void> {
  const handle = await open(file, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o600)
  let bytes = 0
  let lookedAt = -lookEveryBytes
  try {
    for await (const part of parts) {
      bytes += part.length
      if (bytes > most) throw new BackupFault('too_large', `more than ${most} bytes`)
      if (bytes > lookedAt + lookEveryBytes) {
        lookedAt = bytes
        const free = await diskFree(dirname(file))
        if (free !== null && free < marginBytes) throw new BackupFault('no_room', `${free} bytes are free`)
      }
      await handle.writeFile(part)
    }
  } catch (fault) {
    const { code, message } = fault as NodeJS.ErrnoException
    throw code === 'ENOSPC' || code === 'EDQUOT' ? new BackupFault('no_room', message) : fault
  } finally {
    await handle.close()
  }
}

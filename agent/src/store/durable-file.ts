import { constants } from 'node:fs'
import { copyFile, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'

/**
 * Replaces a file so that a power cut at any moment leaves the old text or the new one, and so that the new one is on
 * disk when this resolves:
 * 1. write a temporary file in the same folder (a rename only replaces within one file system),
 * 2. sync it, so that the name never leads to an empty file,
 * 3. rename it over the old one,
 * 4. sync the folder, so that the rename itself is on disk.
 *
 * `isStillWanted` is asked last before the rename; it rejects to leave the old text.
 */
export async function replaceFile(file: string, text: string, isStillWanted?: () => Promise<void>): Promise<void> {
  const temporary = `${file}.tmp`
  try {
    const handle = await open(temporary, 'w', 0o600)
    try {
      await handle.writeFile(text)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await isStillWanted?.()
    await rename(temporary, file)
  } catch (fault) {
    await rm(temporary, { force: true })
    throw fault
  }
  await syncFolder(dirname(file))
}

/** Puts renames in a folder on the disk. */
export async function syncFolder(folder: string): Promise<void> {
  // Windows cannot open a folder; there a rename is in the journal of the file system.
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/**
 * The beginning of the text, up to `mostBytes`; `null` where there is no such file. Rejects where something else than a
 * file has its name: a pipe would be waited for, without end.
 */
export async function textOf(file: string, mostBytes: number): Promise<string | null> {
  try {
    const handle = await open(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
    try {
      const stat = await handle.stat()
      if (!stat.isFile()) throw new Error('not a plain file')
      const { size } = stat
      const bytes = Buffer.alloc(Math.min(size, mostBytes))
      const { bytesRead } = await handle.read(bytes, 0, bytes.length, 0)
      return bytes.toString('utf8', 0, bytesRead)
    } finally {
      await handle.close()
    }
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw fault
  }
}

/** Copies a file byte by byte, only for its owner to read, and syncs the copy. */
export async function copyDurably(file: string, copy: string): Promise<void> {
  await copyFile(file, copy)
  const handle = await open(copy, 'r+')
  try {
    await handle.chmod(0o600)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await syncFolder(dirname(copy))
}

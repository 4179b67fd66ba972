import { stat, statfs } from 'node:fs/promises'

/** The disk that a folder is on: its size, and what an ordinary user may still write; `null` where the system does not say. */
export async function diskSpace(folder: string): Promise<{ totalBytes: number; freeBytes: number } | null> {
  try {
    const { bavail, blocks, bsize } = await statfs(folder)
    return { totalBytes: blocks * bsize, freeBytes: bavail * bsize }
  } catch {
    return null
  }
}

/** Bytes that an ordinary user may still write where `folder` is; `null` where the system does not say. */
export const diskFree = async (folder: string): Promise<number | null> => (await diskSpace(folder))?.freeBytes ?? null

/** How much room a database takes, with its log of writes. */
export async function databaseBytes(file: string): Promise<number> {
  const sizes = await Promise.all(
    ['', '-wal'].map((part) =>
      stat(file + part).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  )
  return sizes.reduce((sum, size) => sum + size, 0)
}

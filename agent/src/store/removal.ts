import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { replaceFile, syncFolder } from './durable-file.ts'
import { lockFolder } from './folder-lock.ts'

/** In the state folder: the venue is to be removed by the next start. */
const askedName = 'removal'

/**
 * What the agent keeps of a venue in its folder; whatever else lies there is not ours to remove. The lock stays, which
 * whoever removes holds, and so do the notes on updates: they are about the box.
 */
const kept: readonly RegExp[] = [
  /^sereno\.db(?!\.lock)/u,
  /^venue\..*json/u,
  /^secret\.key/u,
  /^(?:backups|restore|tls|trust|certificates)$/u,
  /^agent\.sock$/u,
]

/** From here on it is decided: whatever happens, the next start goes through with it. */
export const askRemoval = (folder: string): Promise<void> => replaceFile(join(folder, askedName), 'asked\n')

/**
 * At the start, before anything is opened: removes the venue where that was asked for. What asked for it goes last, so
 * that whoever was ended half-way goes on: nobody opens a folder with half a venue in it.
 * @param passed told of each step, for those who end the process there
 * @returns whether there was a venue to remove
 * @throws {StoreFault} `in_use` · the disk's fault: nobody may open the folder as it is
 */
export async function applyRemoval(folder: string, passed: (step: string) => void = () => {}): Promise<boolean> {
  const asked = await stat(join(folder, askedName)).catch(() => null)
  if (asked === null) return false
  const release = lockFolder(join(folder, 'sereno.db'))
  try {
    for (const name of (await readdir(folder)).filter((one) => kept.some((ours) => ours.test(one)))) {
      passed(name)
      await rm(join(folder, name), { recursive: true, force: true })
    }
    await syncFolder(folder)
    passed(askedName)
    await rm(join(folder, askedName))
    await syncFolder(folder)
    return true
  } finally {
    release()
  }
}

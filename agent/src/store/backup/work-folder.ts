import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'

const prefix = '.work-'
/** One that is older belongs to nobody any more, whoever has its maker's number now. */
const staleMs = 6 * 3_600_000

/** Those of this process that somebody works in. */
const open = new Set<string>()

interface WorkFolder {
  path: string
  clear(): Promise<void>
}

/** A folder for work in another one, for its owner alone; the number of the process in its name says whose it is. */
export async function openWork(within: string): Promise<WorkFolder> {
  const path = await mkdtemp(join(within, `${prefix}${process.pid}-`))
  open.add(path)
  return {
    path,
    async clear() {
      await rm(path, { recursive: true, force: true })
      open.delete(path)
    },
  }
}

/** Removes the folders of work that a process left when it ended half-way. */
export async function clearStaleWork(within: string, now: number): Promise<void> {
  for (const name of await readdir(within).catch(() => [])) {
    if (!name.startsWith(prefix) || open.has(join(within, name))) continue
    const pid = Number(name.slice(prefix.length).split('-')[0])
    const isOthers = pid !== process.pid && isAlive(pid)
    const found = await stat(join(within, name)).catch(() => null)
    if (isOthers && found !== null && now - found.mtimeMs <= staleMs) continue
    await rm(join(within, name), { recursive: true, force: true })
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (fault) {
    return (fault as NodeJS.ErrnoException).code === 'EPERM'
  }
}

import { spawn } from 'node:child_process'
import { existsSync, renameSync } from 'node:fs'
import { mkdir, statfs } from 'node:fs/promises'
import { setPriority } from 'node:os'
import { join } from 'node:path'
import type { UpdatePlace } from '@sereno/shared/update-record.ts'
import { beforeFolder, besideFolder, dropNext, git, madeIn, nextFolder } from './change-places.mjs'
import { UpdateRefusal, versionIn } from './clone.ts'

/** What a version needs to be set up: its packages, and what is built. */
const leastFreeBytes = 1_500_000_000
/** On a slow card with a slow line. */
const mostMs = 45 * 60_000

/**
 * Makes a version beside the one that runs: its sources, set up and built in a folder of their own. What the version before
 * the last update had made is used where it is still there, so that the way back needs no network.
 * @throws {UpdateRefusal}
 */
export async function prepareBeside(
  root: string,
  to: UpdatePlace,
  isBack: boolean,
  signal: AbortSignal,
): Promise<void> {
  dropNext(root)
  const next = nextFolder(root)
  if (isBack && existsSync(beforeFolder(root)) && madeIn(beforeFolder(root)).length > 0) {
    renameSync(beforeFolder(root), next)
    return
  }
  await mkdir(besideFolder(root), { recursive: true })
  const { bavail, bsize } = await statfs(root)
  if (bavail * bsize < leastFreeBytes) throw new UpdateRefusal('disk_full')
  try {
    git(root, ['worktree', 'add', '--quiet', '--force', '--force', '--detach', next, to.commit])
  } catch (fault) {
    throw new UpdateRefusal('setup_failed', (fault as Error).message)
  }
  if (versionIn(next) !== to.version) throw new UpdateRefusal('wrong_version', versionIn(next))
  const { code, said } = await setUp(next, signal)
  if (code !== 0) throw new UpdateRefusal('setup_failed', said)
}

/** By the version's own means: each knows how it is set up. */
function setUp(folder: string, signal: AbortSignal): Promise<{ code: number; said: string }> {
  return new Promise((over) => {
    const child = spawn(process.execPath, [join(folder, 'scripts/bootstrap.mjs'), 'prepare'], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
      signal: AbortSignal.any([signal, AbortSignal.timeout(mostMs)]),
      env: process.env,
    })
    // The watch goes on meanwhile, and comes first.
    if (child.pid !== undefined) setPriority(child.pid, 15)
    let said = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (part) => {
        said = `${said}${part}`.slice(-4000)
      })
    }
    child.on('error', (fault) => over({ code: 1, said: `${said}\n${fault.message}` }))
    child.on('close', (code) => over({ code: code ?? 1, said }))
  })
}

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { updateRecord } from '@sereno/shared/update-record.ts'
import { expect, onTestFinished, vi } from 'vitest'
import { ownFolder } from '../../agent/test/fakes/own-folder.ts'
import { root } from '../run.ts'
import { cloneOf, freePort, makeOrigin, type TinyVersion } from './tiny-origin.ts'

export interface Box {
  clone: string
  data: string
  /** With what both are run next. */
  env: Record<string, string | undefined>
  /** Runs `npm start`; `mounts`: shell commands before it, for mounts that nobody else sees. */
  start(mounts?: string): ChildProcess
  /** Runs `sereno update …`. */
  update(...args: string[]): Promise<{ exit: number | null; out: string; err: string }>
  /** Which version answers. */
  version(): Promise<string | null>
}

export async function makeBox(versions: TinyVersion[]): Promise<Box> {
  const folder = ownFolder()
  const origin = makeOrigin(folder, versions)
  const clone = join(folder, 'clone')
  cloneOf(origin, clone, versions[0]?.version ?? '')
  const data = join(folder, 'state')
  const port = await freePort()
  const env: Box['env'] = {
    PATH: process.env.PATH,
    NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
    HOME: folder,
    LANG: 'C',
    SERENO_DATA: data,
    SERENO_PORT: String(port),
    SERENO_HOST: '127.0.0.1',
    SERENO_CLONE: clone,
  }
  return {
    clone,
    data,
    env,
    start(mounts) {
      const plain = [process.execPath, join(clone, 'scripts/bootstrap.mjs'), 'start']
      const alone = ['unshare', '-m', '--propagation', 'private', 'sh', '-ec', `${mounts}\nexec "$@"`, 'sh', ...plain]
      const [program = '', ...args] = mounts === undefined ? plain : alone
      const child = spawn(program, args, {
        cwd: folder,
        env,
        stdio: 'ignore',
        // A group of its own, so that all of it can be cut off at once.
        detached: true,
      })
      onTestFinished(() => endOf(child))
      return child
    },
    async update(...args) {
      const child = spawn(process.execPath, [join(root, 'scripts/update.ts'), ...args], { cwd: folder, env })
      const told = { exit: null as number | null, out: '', err: '' }
      child.stdout.on('data', (part) => {
        told.out += part
      })
      child.stderr.on('data', (part) => {
        told.err += part
      })
      const [exit] = await once(child, 'close')
      return { ...told, exit }
    },
    async version() {
      try {
        const response = await fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(2000) })
        return ((await response.json()) as { version?: string }).version ?? null
      } catch {
        return null
      }
    },
  }
}

export async function endOf(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGTERM')
  await gone
}

/** As a power cut does: everything that a start began, at once. */
export async function cut(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit')
  process.kill(-(child.pid ?? 0), 'SIGKILL')
  await gone
}

export const recordOf = ({ data }: Box) =>
  updateRecord.parse(JSON.parse(readFileSync(join(data, 'update.json'), 'utf8')))
export const runs = (box: Box, version: string) => vi.waitFor(async () => expect(await box.version()).toBe(version))

import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, rmdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const family = /^sereno-(\d+)-/u

const ip = (...args: string[]): string => spawnSync('ip', args, { encoding: 'utf8' }).stdout ?? ''

/** All namespaces whose name begins so. */
const spacesOf = (prefix: string): string[] =>
  ip('netns', 'list')
    .split('\n')
    .map((line) => line.split(' ')[0] ?? '')
    .filter((name) => name.startsWith(prefix))

/**
 * Ends every process in the namespaces whose name begins so, and removes them with their name-server files. Waits for
 * nothing but the commands, so that it can run while the process exits. What is gone already is no fault.
 */
export function removeSpaces(prefix: string): void {
  for (const name of spacesOf(prefix)) {
    for (const pid of ip('netns', 'pids', name).split('\n').map(Number)) {
      if (pid > 1 && pid !== process.pid) end(pid)
    }
    ip('netns', 'del', name)
  }
  if (!existsSync('/etc/netns')) return
  for (const name of readdirSync('/etc/netns')) {
    if (name.startsWith(prefix)) rmSync(`/etc/netns/${name}`, { recursive: true, force: true })
  }
  try {
    rmdirSync('/etc/netns')
  } catch {
    // Another venue, or someone else, has files there.
  }
}

function end(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It ended by itself.
  }
}

/** Removes namespaces and folders that test processes left behind which ended without being able to clean up. */
export function removeStale(): void {
  const folders = readdirSync(tmpdir()).filter((name) => family.test(name))
  for (const name of [...spacesOf('sereno-'), ...folders]) {
    const pid = family.exec(name)?.[1]
    if (!pid || existsSync(`/proc/${pid}`)) continue
    removeSpaces(`sereno-${pid}-`)
    if (folders.includes(name)) rmSync(join(tmpdir(), name), { recursive: true, force: true })
  }
}

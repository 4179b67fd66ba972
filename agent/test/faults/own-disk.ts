import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { WholeAgent } from './whole-agent.ts'

/** A disk that only one agent sees: it is mounted where that agent runs, and goes with it. */
export interface OwnDisk {
  data: string
  /** For `startAgent`: mounts the disk, then becomes the agent. */
  through: readonly string[]
}

const within = (folder: string, mount: string, remount = ''): OwnDisk => {
  const disk = join(folder, 'disk')
  mkdirSync(disk, { recursive: true })
  const again = remount === '' ? '' : `mount -o remount,${remount} "$0" &&`
  const script = `mount ${mount} "$0" && ${again} exec "$@"`
  return {
    data: join(disk, 'data'),
    through: ['unshare', '-m', '--propagation', 'private', 'sh', '-c', script, disk],
  }
}

/** In memory; a new one each time. */
export const smallDisk = (folder: string, size: string): OwnDisk => within(folder, `-t tmpfs -o size=${size} none`)

/** An ext4 file system of 64 MB in a file, made by `makeImage`. */
export const imageDisk = (folder: string, how: 'rw' | 'ro'): OwnDisk =>
  // Mounted to write first: the loop device would stay read-only for good otherwise.
  within(folder, `-o loop ${join(folder, 'disk.img')}`, how === 'ro' ? 'ro' : '')

export function makeImage(folder: string): void {
  const image = join(folder, 'disk.img')
  execFileSync('truncate', ['-s', '64M', image])
  execFileSync('mkfs.ext4', ['-q', image])
}

/** Runs a program where the agent runs, so that it sees the same disk. */
export const besides = (agent: WholeAgent, file: string, ...args: string[]): string =>
  execFileSync('nsenter', ['-t', `${agent.program.pid}`, '-m', file, ...args], { encoding: 'utf8' })

export const remount = (agent: WholeAgent, disk: OwnDisk, options: string): void =>
  void besides(agent, 'mount', '-o', `remount,${options}`, join(disk.data, '..'))

import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { bare, changesBetween, compareVersions, isPreview, isVersion, tagOf } from '@sereno/shared/semver.ts'
import type { UpdateFault, UpdatePlace, UpdateWay } from '@sereno/shared/update-record.ts'
import { git } from './change-places.mjs'

/** Why an update is not begun, or did not come about; `detail` is what the failing part said. */
export class UpdateRefusal extends Error {
  readonly fault: UpdateFault
  readonly detail: string

  constructor(fault: UpdateFault, detail = '') {
    super(`${fault}${detail === '' ? '' : `: ${detail}`}`)
    this.fault = fault
    this.detail = detail
  }
}

/** Whether versions can be put in place of each other here, and why not. */
export function wayOf(root: string): Exclude<UpdateWay, 'by_hand' | 'no_port'> {
  // There a program that runs cannot be moved aside.
  if (process.platform === 'win32') return 'windows'
  if (!existsSync(join(root, '.git'))) return 'no_clone'
  try {
    // In a worktree of somebody's the folder of git is elsewhere.
    if (git(root, ['rev-parse', '--git-dir']) !== '.git') return 'no_clone'
  } catch {
    return 'no_clone'
  }
  try {
    return git(root, ['remote', 'get-url', 'origin']) === '' ? 'no_origin' : 'git'
  } catch {
    return 'no_origin'
  }
}

/** The version that is in the folder, and where it came from. */
export function placeHere(root: string): UpdatePlace {
  const branch = (() => {
    try {
      return git(root, ['symbolic-ref', '--quiet', '--short', 'HEAD'])
    } catch {
      return null
    }
  })()
  return { version: versionIn(root), commit: git(root, ['rev-parse', 'HEAD']), branch }
}

export function versionIn(folder: string): string {
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version?: unknown }
  if (typeof version !== 'string' || !isVersion(version)) throw new UpdateRefusal('not_a_version', String(version))
  return bare(version)
}

/** Paths that somebody changed by hand. */
export const changedHere = (root: string): string[] =>
  git(root, ['status', '--porcelain', '--untracked-files=no']).split('\n').filter(Boolean)

/** Asks `origin` for its versions, within a bounded time; a tag that was moved there since is not taken. @throws {UpdateRefusal} */
export async function fetchVersions(root: string, timeoutMs = 60_000, signal?: AbortSignal): Promise<void> {
  // Not quietly: which tags it refuses is in what it says.
  const asked = ['fetch', '--no-tags', 'origin', 'refs/tags/v*:refs/tags/v*']
  const limit = AbortSignal.timeout(timeoutMs)
  const ended = await new Promise<{ code: number | null; said: string }>((over) => {
    const child = spawn('git', asked, {
      cwd: root,
      stdio: ['ignore', 'ignore', 'pipe'],
      signal: signal ? AbortSignal.any([limit, signal]) : limit,
      env: {
        GIT_SSH_COMMAND: 'ssh -oBatchMode=yes -oConnectTimeout=20',
        ...process.env,
        LC_ALL: 'C',
        GIT_TERMINAL_PROMPT: '0',
      },
    })
    let said = ''
    child.stderr.on('data', (part) => {
      said = `${said}${part}`.slice(-100_000)
    })
    child.on('error', (fault) => over({ code: null, said: limit.aborted ? 'no answer in time' : fault.message }))
    child.on('close', (code) => over({ code, said }))
  })
  if (ended.code === 0 || /would clobber existing tag/u.test(ended.said)) return
  throw new UpdateRefusal('no_network', ended.said.trim().slice(-2000))
}

/** The versions that are known here, the newest first; previews are for those who name them. */
const versionsHere = (root: string): string[] =>
  git(root, ['tag', '--list', 'v*'])
    .split('\n')
    .filter((tag) => tag.startsWith('v') && isVersion(tag))
    .toSorted((one, other) => compareVersions(other, one))

export const newestHere = (root: string): string | null => {
  const newest = versionsHere(root).find((one) => !isPreview(one))
  return newest === undefined ? null : bare(newest)
}

/** What is new after the version here, up to that one. */
export function changesUpTo(root: string, version: string): string {
  try {
    return changesBetween(git(root, ['show', `refs/tags/${tagOf(version)}:CHANGELOG.md`]), versionIn(root), version)
  } catch {
    return ''
  }
}

/** Where an update goes. @throws {UpdateRefusal} what is no version, not there, or not newer */
export function placeOfUpdate(root: string, asked: string | null): UpdatePlace {
  const version = asked ?? newestHere(root)
  if (version === null) throw new UpdateRefusal('nothing_newer')
  if (!isVersion(version)) throw new UpdateRefusal('not_a_version', version.slice(0, 100))
  if (!versionsHere(root).includes(tagOf(version))) throw new UpdateRefusal('no_such_version', tagOf(version))
  const apart = compareVersions(version, versionIn(root))
  if (apart <= 0) throw new UpdateRefusal(asked === null ? 'nothing_newer' : 'not_newer', tagOf(version))
  return {
    version: bare(version),
    commit: git(root, ['rev-parse', '--verify', `refs/tags/${tagOf(version)}^{commit}`]),
    branch: null,
  }
}

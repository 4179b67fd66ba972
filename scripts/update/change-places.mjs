// Puts a prepared version in the place of the one that ran, and back. Plain JavaScript, since it runs around the setting up.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** @typedef {import('@sereno/shared/update-record.ts').UpdatePlace} UpdatePlace */

/**
 * What a setting up and a build leave, in the project's folder and in those of its parts. Turbo's own memory stays in its
 * place: it is by content and shared with worktrees, so the start finds there what was built beside it.
 */
const made = ['node_modules', 'dist', '.astro']

/** @param {string} root */
export const besideFolder = (root) => join(root, '.update')
/** The version that is to come, made beside the one that runs. @param {string} root */
export const nextFolder = (root) => join(root, '.update', 'next')
/** What the version before had made; a way back that needs no network. @param {string} root */
export const beforeFolder = (root) => join(root, '.update', 'before')

/**
 * Git without a shell, without questions, and without the words of other languages.
 * @param {string} root @param {string[]} args @returns {string} what it said
 */
export function git(root, args) {
  const env = { ...process.env, LC_ALL: 'C', GIT_TERMINAL_PROMPT: '0', GIT_OPTIONAL_LOCKS: '0' }
  const { status, stdout, stderr, error } = spawnSync('git', args, {
    cwd: root,
    env,
    encoding: 'utf8',
    timeout: 300_000,
  })
  if (status !== 0) throw new Error(`git ${args[0]}: ${error?.message ?? ''}${stderr ?? ''}`.trim())
  return stdout.trim()
}

/** Paths of what was made, below a folder of the project. @param {string} folder @returns {string[]} */
export function madeIn(folder) {
  const parts = readdirSync(folder, { withFileTypes: true })
    .filter((one) => one.isDirectory() && !one.name.startsWith('.') && !made.includes(one.name))
    .map(({ name }) => name)
  return ['', ...parts]
    .flatMap((part) => made.map((name) => join(part, name)))
    .filter((path) => existsSync(join(folder, path)))
}

/** @param {string} from @param {string} to @param {string} path */
function move(from, to, path) {
  mkdirSync(dirname(join(to, path)), { recursive: true })
  rmSync(join(to, path), { recursive: true, force: true })
  renameSync(join(from, path), join(to, path))
}

/** Before a change of places is noted: what an earlier version made would be taken for what the one in place made. @param {string} root */
export function makeRoom(root) {
  rmSync(beforeFolder(root), { recursive: true, force: true })
}

/** The prepared version comes into its place; what the other one made is kept. @param {string} root @param {UpdatePlace} to */
export function changePlaces(root, to) {
  const [next, before] = [nextFolder(root), beforeFolder(root)]
  // Nothing is moved where nothing is to come.
  const coming = madeIn(next)
  mkdirSync(before, { recursive: true })
  for (const path of madeIn(root)) move(root, before, path)
  checkOut(root, to, [])
  for (const path of coming) move(next, root, path)
  dropNext(root)
}

/** The version before comes back, wherever the change of places was cut off. @param {string} root @param {UpdatePlace} from */
export function changeBack(root, from) {
  const before = beforeFolder(root)
  // Git was cut off itself: nobody else works in this folder.
  for (const lock of ['index.lock', 'HEAD.lock']) rmSync(join(root, '.git', lock), { force: true })
  if (existsSync(before)) {
    for (const path of madeIn(before)) move(before, root, path)
    // A part of it may be in place already: it is no way back any more.
    rmSync(nextFolder(root), { recursive: true, force: true })
  }
  // The folder was clean when this began: nothing of anybody's is overwritten.
  checkOut(root, from, ['--force'])
  rmSync(before, { recursive: true, force: true })
  dropNext(root)
}

/**
 * Takes away what was prepared. What a rollback took from the version before, which is no checkout, stays the way back.
 * @param {string} root
 */
export function dropNext(root) {
  const [next, before] = [nextFolder(root), beforeFolder(root)]
  if (existsSync(next) && !existsSync(join(next, '.git')) && !existsSync(before)) renameSync(next, before)
  rmSync(next, { recursive: true, force: true })
  git(root, ['worktree', 'prune'])
}

/** @param {string} root @param {UpdatePlace} place @param {string[]} how */
function checkOut(root, { commit, branch }, how) {
  const isThere = branch !== null && tipOf(root, branch) === commit
  git(root, ['checkout', '--quiet', ...how, ...(isThere ? [branch] : ['--detach', commit])])
}

/** Where a branch stands; `null` for one that was deleted. @param {string} root @param {string} branch */
function tipOf(root, branch) {
  try {
    return git(root, ['rev-parse', '--verify', '--quiet', `refs/heads/${branch}`])
  } catch {
    return null
  }
}

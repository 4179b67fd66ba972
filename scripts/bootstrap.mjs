#!/usr/bin/env node
// Sets everything up on a machine that has only git, npm and some Node (18 or newer), then hands over to the pinned Node.
// Plain JavaScript on purpose: it runs before anything is installed.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { keepRunning } from './update/keep-running.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const stamp = join(root, 'node_modules', '.sereno-stamp')
const [task, ...args] = process.argv.slice(2)
const programs = {
  start: 'scripts/start.ts',
  prepare: 'scripts/prepare.ts',
  update: 'scripts/update.ts',
  test: 'scripts/test.ts',
  bench: 'scripts/bench.ts',
  faults: 'scripts/faults.ts',
  recordings: 'scripts/recordings.ts',
  situations: 'scripts/situations.ts',
  diagnose: 'scripts/diagnose.ts',
  backup: 'scripts/backup.ts',
  user: 'scripts/user.ts',
  trust: 'scripts/trust.ts',
  traceability: 'scripts/traceability.ts',
}

const program = programs[task]
if (['--help', '-h', undefined].includes(task)) {
  process.stdout.write(`sereno <command> [--help]\nCommands: ${Object.keys(programs).join(', ')}\n`)
  process.exit(task === undefined ? 2 : 0)
}
if (!program) fail(`Unknown task "${task ?? ''}". Known: ${Object.keys(programs).join(', ')}`, 2)

try {
  // A start goes on over updates, whose places only we can change: nothing that was installed runs here.
  if (task === 'start') process.exit(await keepRunning({ root, program, args, install, node: pinnedNode }))
  install()
  run(pinnedNode(), [join(root, program), ...args])
} catch (fault) {
  fail(fault.message, 1)
}

/** `npm ci`, unless the lockfile is the one that was installed last. */
function install() {
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return
  process.stderr.write('Installing what Sereno needs (about a minute the first time) …\n')
  // Its output is of interest only when it fails; engine warnings are about the Node that we are about to replace.
  const npm = spawnSync(
    process.platform === 'win32' ? 'npm.cmd' : 'npm',
    ['ci', '--ignore-scripts', '--no-audit', '--no-fund'],
    {
      cwd: root,
      encoding: 'utf8',
      shell: process.platform === 'win32',
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  if (npm.status !== 0) throw new Error(`npm ci failed:\n${npm.stdout ?? ''}${npm.stderr ?? ''}${npm.error ?? ''}`)
  writeFileSync(stamp, lock)
}

/** The Node of the lockfile; where there is none for this platform, the one that runs if it is new enough. */
function pinnedNode() {
  const require = createRequire(join(root, 'package.json'))
  const platform = process.platform === 'win32' ? 'win' : process.platform
  try {
    const folder = dirname(require.resolve(`node-${platform}-${process.arch}/package.json`))
    return join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
  } catch {
    if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath
    throw new Error(
      `Sereno needs Node 24 or newer, and there is no ready-made one for ${process.platform}-${process.arch}. ` +
        `This is Node ${process.versions.node}. Install Node 24 (https://nodejs.org) and try again.`,
    )
  }
}

/** Runs the program in our place: its exit code is ours, and signals reach it. */
function run(node, argv) {
  const path = `${dirname(node)}${process.platform === 'win32' ? ';' : ':'}${process.env.PATH ?? ''}`
  const child = spawn(node, argv, { cwd: process.cwd(), stdio: 'inherit', env: { ...process.env, PATH: path } })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)))
}

function fail(message, code) {
  process.stderr.write(`${message}\n`)
  return process.exit(code)
}

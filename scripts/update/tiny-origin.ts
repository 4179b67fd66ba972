import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { root } from '../run.ts'

// A project as small as can be, with the outside of Sereno: its bootstrap is ours, its agent answers `/readyz`.

/** What is wrong with a version. */
type Flaw = 'does not build' | 'is never ready' | 'ends' | 'says another version'

export interface TinyVersion {
  version: string
  /** The schema that its agent brings the database to, and knows; it does not start on a newer one. */
  schema?: number
  flaw?: Flaw
  /** What its agent is, instead of the one that only answers `/readyz`. */
  agent?: string
}

export function inGit(folder: string, ...args: string[]): string {
  const who = ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', '-c', 'init.defaultBranch=main']
  return execFileSync('git', [...who, ...args], { cwd: folder, encoding: 'utf8', stdio: 'pipe' }).trim()
}

/** A repository with a tag for each version. */
export function makeOrigin(folder: string, versions: readonly TinyVersion[]): string {
  const origin = join(folder, 'origin')
  mkdirSync(origin, { recursive: true })
  inGit(origin, 'init', '--quiet')
  for (const one of versions) addVersion(origin, one, versions)
  return origin
}

/** A clone of it as of a version, on the branch `main`. */
export function cloneOf(origin: string, clone: string, version: string): void {
  inGit(origin, 'clone', '--quiet', origin, clone)
  inGit(clone, 'checkout', '--quiet', '-B', 'main', `v${version}`)
}

function addVersion(origin: string, one: TinyVersion, all: readonly TinyVersion[]): void {
  for (const [path, text] of Object.entries(filesOf(one, all))) {
    mkdirSync(join(origin, path, '..'), { recursive: true })
    writeFileSync(join(origin, path), text)
  }
  mkdirSync(join(origin, 'scripts/update'), { recursive: true })
  copyFileSync(join(root, 'scripts/bootstrap.mjs'), join(origin, 'scripts/bootstrap.mjs'))
  for (const name of readdirSync(join(root, 'scripts/update')).filter((file) => file.endsWith('.mjs'))) {
    copyFileSync(join(root, 'scripts/update', name), join(origin, 'scripts/update', name))
  }
  inGit(origin, 'add', '.')
  inGit(origin, 'commit', '--quiet', '-m', `Version ${one.version}`)
  inGit(origin, 'tag', `v${one.version}`)
}

function filesOf(
  { version, flaw, schema = 1, agent }: TinyVersion,
  all: readonly TinyVersion[],
): Record<string, string> {
  const named = flaw === 'says another version' ? '9.9.9' : version
  const ours = (path: string) => JSON.stringify(join(root, 'scripts', path))
  const known = all.slice(0, all.findIndex((one) => one.version === version) + 1).toReversed()
  const packages = { '': { name: 'tiny', workspaces: ['agent'] }, agent: { version: '1.0.0' } }
  const linked = { 'node_modules/agent': { resolved: 'agent', link: true } }
  return {
    'package.json': JSON.stringify({ name: 'tiny', version: named, type: 'module', workspaces: ['agent'] }),
    'package-lock.json': JSON.stringify({ name: 'tiny', lockfileVersion: 3, packages: { ...packages, ...linked } }),
    'agent/package.json': JSON.stringify({ name: 'agent', version: '1.0.0', type: 'module' }),
    '.gitignore': 'node_modules/\ndist/\ndata/\n.update/\n',
    'CHANGELOG.md': `# Changelog\n\n${known.map((one) => `## ${one.version}\n\n### Added\n- News of ${one.version}.\n`).join('\n')}`,
    'scripts/prepare.ts': `import { build } from '../build.ts'\nprocess.exitCode = build() ? 0 : 1\n`,
    'scripts/update/restore-copy.ts': `import ${ours('update/restore-copy.ts')}\n`,
    'scripts/start.ts': `import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { runKept } from ${ours('update/run-kept.ts')}
import { build } from '../build.ts'
const root = join(import.meta.dirname, '..')
const main = join(root, 'agent/dist/main.js')
const start = (more) => spawn(process.execPath, [main, ...process.argv.slice(2)], {
  stdio: ['inherit', 'inherit', 'inherit', 'ipc'], env: { ...process.env, ...more },
})
const patience = { answer: 20, ready: 1 }
await runKept({ root, args: process.argv.slice(2), environment: process.env, start, patience, build: async () => existsSync(main) || build() })
`,
    'build.ts': `import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
export function build() {
  if (${flaw === 'does not build'}) { process.stderr.write('this version does not build\\n'); return false }
  const dist = join(import.meta.dirname, 'agent/dist')
  mkdirSync(dist, { recursive: true })
  writeFileSync(join(dist, 'main.js'), agent)
  return true
}
const agent = ${JSON.stringify(agent ?? agentOf(version, schema, flaw))}
`,
  }
}

const agentOf = (version: string, schema: number, flaw: Flaw | undefined): string => `
import { createServer } from 'node:http'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
const { DatabaseSync } = process.getBuiltinModule('node:sqlite')
const data = process.env.SERENO_DATA
mkdirSync(data, { recursive: true })
const db = new DatabaseSync(join(data, 'sereno.db'))
db.exec('PRAGMA journal_mode = WAL')
if (db.prepare('PRAGMA user_version').get().user_version > ${schema}) { console.error('too new'); process.exit(1) }
db.exec('PRAGMA user_version = ${schema}; CREATE TABLE IF NOT EXISTS seen (version TEXT)')
db.prepare('INSERT INTO seen VALUES (?)').run('${version}')
if (${flaw === 'ends'}) process.exit(1)
const reasons = ${flaw === 'is never ready' ? "['storage_failed']" : '[]'}
createServer((request, response) => {
  response.setHeader('content-type', 'application/json')
  response.end(JSON.stringify({ version: '${version}', ready: reasons.length === 0, reasons, start: process.env.SERENO_START_ID }))
}).listen(Number(process.env.SERENO_PORT), '127.0.0.1')
process.on('SIGTERM', () => process.exit(0))
// Whoever started it has gone: so does it, to leave the port.
process.on('disconnect', () => process.exit(0))
process.send?.('alive')
`

/** One that the system just gave, and took back. */
export const freePort = (): Promise<number> =>
  new Promise((found) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => found(typeof address === 'object' && address ? address.port : 0))
    })
  })

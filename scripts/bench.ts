import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { venueLacks } from '../agent/test/venue/lacks.ts'
import { running } from '../agent/test/venue/running.ts'
import { type Figures, type Part, parts } from './bench/figures.ts'
import { openNetwork } from './bench/network.ts'
import { between, holds, mainRows, markdown, rowsOf } from './bench/table.ts'
import { root, runTool } from './run.ts'

// `npm run bench`: what the agent costs, beside others at the same work. `--quick` for three minutes instead of twelve,
// `--only watch,logs` for parts, `--readme` to write the table into the README and the figures into docs/bench.json.

const { values } = parseArgs({
  options: { quick: { type: 'boolean' }, only: { type: 'string' }, readme: { type: 'boolean' } },
})
const chosen = (values.only?.split(',') ?? [...parts]) as Part[]
const unknown = chosen.filter((part) => !parts.includes(part))
if (unknown.length > 0) stop(`Unknown part: ${unknown.join(', ')}. Known: ${parts.join(', ')}`)
const lack = venueLacks()
if (lack !== null) stop(`The bench builds a network of its own: ${lack}.`)

const built = await runTool('turbo/bin/turbo', ['run', 'build', '--output-logs=errors-only'])
if (built.code !== 0) stop(`Sereno could not be built:\n${built.output}`)

const file = join(root, 'artifacts/bench.json')
mkdirSync(join(root, 'artifacts'), { recursive: true })
/** Where only parts are measured, the others stay as they were last. */
const before: Partial<Figures> = values.only && existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
const network = await openNetwork()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))
const enter = (space: string, script: string) => [
  'netns',
  'exec',
  space,
  process.execPath,
  join(root, 'scripts/bench', script),
]
const devices = running('ip', enter(network.far, 'devices-process.ts'))
await devices.line(/^ready$/u)
const inside = [file, network.far, chosen.join(','), values.quick ? 'quick' : 'full']
const measuring = spawn('ip', [...enter(network.agent, 'inside.ts'), ...inside], {
  stdio: ['ignore', 'inherit', 'inherit'],
})
const [code] = await once(measuring, 'exit')
await devices.stop()
network.close()
if (code !== 0) stop('The bench could not be finished.')

const figures: Figures = { ...before, ...JSON.parse(readFileSync(file, 'utf8')) }
writeFileSync(file, JSON.stringify(figures, null, 2))
const rows = rowsOf(figures)
process.stdout.write(`\n${markdown(rows)}\n\nFigures: ${file}\n`)
for (const row of rows.filter((one) => !holds(one))) process.stdout.write(`Over its budget: ${row.what}\n`)
if (values.readme) {
  const readme = join(root, 'README.md')
  writeFileSync(readme, between(readFileSync(readme, 'utf8'), markdown(mainRows(rows))))
  writeFileSync(join(root, 'docs/bench.json'), `${JSON.stringify(figures, null, 2)}\n`)
}

function stop(why: string): never {
  process.stderr.write(`${why}\n`)
  process.exit(1)
}

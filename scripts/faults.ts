import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { installDebianPackages } from './debian-packages.ts'
import { type Promised, promises } from './promises.ts'
import { root, runTool } from './run.ts'

// `npm run faults [-- --only 4,5]`: every promise of reliability that concerns the watch, by the tests that bear its
// number, one promise after the other so that each figure is its own. Needs root on Linux; takes half an hour.

const artifacts = join(root, 'artifacts', 'faults')
rmSync(artifacts, { recursive: true, force: true })
mkdirSync(artifacts, { recursive: true })
// The same tests run in `npm test`, with fewer cycles.
process.env.SERENO_KILL_CYCLES ??= '200'
process.env.SERENO_POWER_CUTS ??= '100'
process.env.SERENO_FAULTS = artifacts

interface Outcome {
  held: boolean
  measured: string
  /** What the tests said, where it did not hold. */
  said: string
}

const chosen = chosenPromises()
await installDebianPackages(['test', 'faults'])
const widths = [4, 26, 52, 64] as const
const line = (...cells: string[]) => `${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  ')}\n`
process.stdout.write(`\n${line('#', 'fault', 'promise', 'measured', 'held')}`)

const broken: { promised: Promised; outcome: Outcome }[] = []
for (const promised of chosen) {
  const outcome = await test(promised)
  const cells = [`${promised.number}`, promised.fault, promised.promise, outcome.measured]
  process.stdout.write(line(...cells, outcome.held ? 'yes' : 'NO'))
  if (!outcome.held) broken.push({ promised, outcome })
}
for (const { promised, outcome } of broken) {
  process.stdout.write(`\n== ${promised.number} ${promised.fault}: does not hold, or was not shown\n${outcome.said}\n`)
}
process.stdout.write(`\n${chosen.length - broken.length} passed, ${broken.length} failed\n`)
process.exit(broken.length === 0 ? 0 : 1)

function chosenPromises(): Promised[] {
  try {
    const { values } = parseArgs({ options: { only: { type: 'string' } }, strict: true })
    const numbers = values.only?.split(',').map(Number)
    const unknown = numbers?.find((number) => !promises.some((one) => one.number === number))
    if (unknown === undefined) return promises.filter(({ number }) => numbers?.includes(number) ?? true)
    throw new Error(`no promise has this number; known: ${promises.map(({ number }) => number).join(',')}`)
  } catch (fault) {
    process.stderr.write(`${(fault as Error).message}\nUse: npm run faults [-- --only 4,5]\n`)
    return process.exit(2)
  }
}

/** Runs the tests that bear the promise's number. One that was left out, or that is not there, shows nothing. */
async function test({ number, files }: Promised): Promise<Outcome> {
  const report = join(artifacts, `${number}.json`)
  const projects = ['unit', 'venue', 'faults'].map((project) => `--project=${project}`)
  const names = ['-t', `\\bP${number}\\b`]
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const { code, output } = await runTool('vitest/vitest.mjs', ['run', ...projects, ...names, ...reporters, ...files])
  if (!existsSync(report)) return { held: false, measured: 'no test ran', said: output }
  const { numPassedTests, numFailedTests }: { numPassedTests: number; numFailedTests: number } = JSON.parse(
    readFileSync(report, 'utf8'),
  )
  const figures = join(artifacts, `${number}.txt`)
  const noted = existsSync(figures) ? readFileSync(figures, 'utf8').trim().split('\n') : []
  const leftOut = /left out/iu.test(output) ? ['LEFT OUT'] : []
  const tests = numFailedTests > 0 ? `${numFailedTests} tests failed` : `${numPassedTests} tests`
  const held = code === 0 && numPassedTests > 0 && numFailedTests === 0 && leftOut.length === 0
  return { held, measured: [...noted, tests, ...leftOut].join('; '), said: output }
}

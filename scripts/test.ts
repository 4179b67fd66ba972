import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { installDebianPackages } from './debian-packages.ts'
import { root, runTool } from './run.ts'

// `npm test`: every check there is, from a clean checkout. Ends with the line `N passed, N failed`.

interface Tally {
  passed: number
  failed: number
}

const artifacts = join(root, 'artifacts')
mkdirSync(artifacts, { recursive: true })

const tally: Tally = { passed: 0, failed: 0 }
const add = (more: Tally) => {
  tally.passed += more.passed
  tally.failed += more.failed
}

await installDebianPackages()
add(await step('types', 'turbo/bin/turbo', ['run', 'check', '--output-logs=errors-only']))
add(await step('lint and format', '@biomejs/biome/bin/biome', ['ci', '--colors=off', '--diagnostic-level=warn', '.']))
add(await step('dead code', 'knip/bin/knip.js', ['--no-progress']))
add(await step('build', 'turbo/bin/turbo', ['run', 'build', '--output-logs=errors-only']))
for (const project of ['unit', 'venue']) add(await suite(project))
if (existsSync('/usr/bin/chromium')) add(await suite('browser'))
else process.stdout.write('\n== browser tests\nLeft out: they need the Debian package chromium.\n')

process.stdout.write(`\n${tally.passed} passed, ${tally.failed} failed\n`)
process.exit(tally.failed === 0 ? 0 : 1)

/** One check that counts as one test. */
async function step(name: string, script: string, args: string[]): Promise<Tally> {
  process.stdout.write(`\n== ${name}\n`)
  const { code, output } = await runTool(script, args)
  process.stdout.write(code === 0 ? 'ok\n' : output)
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
}

/** A project of `vitest.config.ts`. A run that ends badly without a failed test (a crash, no tests) is one failure. */
async function suite(project: string): Promise<Tally> {
  process.stdout.write(`\n== ${project} tests\n`)
  const report = join(artifacts, `${project}.json`)
  const args = ['run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const { code } = await runTool('vitest/vitest.mjs', args, { show: true })
  try {
    const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(readFileSync(report, 'utf8'))
    const failed = numFailedTests + numPendingTests
    return { passed: numPassedTests, failed: code !== 0 && failed === 0 ? 1 : failed }
  } catch {
    return { passed: 0, failed: 1 }
  }
}

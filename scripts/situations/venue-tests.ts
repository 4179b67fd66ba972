import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { installDebianPackages } from '../debian-packages.ts'
import { runTool } from '../run.ts'
import type { Standing } from './report.ts'

const vitest = 'vitest/vitest.mjs'

/** A case as `situations.ts` of the venue names it. */
const nameOf = (file: string, ...titles: string[]): string => [basename(file), ...titles].join(' > ')

/**
 * The tests of the venue that are there, without running them; tests made from a table have their names too, as the files
 * are collected and not merely read.
 * @throws with what Vitest said, where they cannot be listed
 */
export async function listedTests(signal: AbortSignal): Promise<Map<string, Standing>> {
  const found = await withReport(async (report) => {
    const args = ['list', '--project', 'venue', '--staticParse=false', `--json=${report}`]
    return (await runTool(vitest, args, { signal })).output
  })
  const listed = found as { name: string; file: string }[]
  return new Map(listed.map(({ name, file }) => [nameOf(file, name), 'there']))
}

interface Played {
  testResults: {
    name: string
    assertionResults: { ancestorTitles: string[]; title: string; status: string }[]
  }[]
}

/**
 * Plays the files of these cases, and gives how each test ended.
 * @throws with what Vitest said, where it left no report
 */
export async function playedTests(cases: readonly string[], signal: AbortSignal): Promise<Map<string, Standing>> {
  await installDebianPackages()
  const files = [...new Set(cases.map((one) => `agent/test/venue/${one.split(' > ')[0]}`))]
  const found = await withReport(async (report) => {
    const args = ['run', '--project', 'venue', '--reporter=json', `--outputFile.json=${report}`, ...files]
    return (await runTool(vitest, args, { signal })).output
  })
  const standings = new Map<string, Standing>()
  for (const { name, assertionResults } of (found as Played).testResults) {
    for (const { ancestorTitles, title, status } of assertionResults) {
      standings.set(nameOf(name, ...ancestorTitles, title), status === 'passed' ? 'held' : 'not_held')
    }
  }
  return standings
}

/** Lets a tool write its report into a file of its own, and reads it. */
async function withReport(work: (file: string) => Promise<string>): Promise<unknown> {
  const folder = await mkdtemp(join(tmpdir(), 'sereno-situations-'))
  try {
    const file = join(folder, 'report.json')
    const said = await work(file)
    if (!existsSync(file)) throw new Error(`Vitest left no report:\n${said}`)
    return JSON.parse(readFileSync(file, 'utf8'))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

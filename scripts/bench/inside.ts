import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { measureAlarms } from './alarm-delay.ts'
import { measureCrowd } from './crowd.ts'
import type { Figures, Part } from './figures.ts'
import { measureFlood } from './flood-cost.ts'
import { measureInstalled } from './installed.ts'
import { measureLog } from './log-speed.ts'
import { measureLong } from './long-run.ts'
import { measurePages } from './page-weight.ts'
import { measureProbes } from './probe-cost.ts'
import { measureSignIn } from './sign-in-time.ts'
import { measureTalk } from './talk-time.ts'
import { measureWatch } from './watch-cost.ts'

// Runs inside the agent's network namespace: `inside.ts FILE FAR PARTS quick|full`; writes what it found after each part.
const [file = '', far = '', chosen = '', length = 'full'] = process.argv.slice(2)
const isQuick = length === 'quick'
const scratch = mkdtempSync(join(tmpdir(), 'sereno-bench-'))
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }))
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(1))
let folders = 0
const folder = () => join(scratch, `data-${folders++}`)
const tell = (what: string) => process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${what} …\n`)

const figures: Figures = {
  machine: {
    at: new Date().toISOString(),
    processor: cpus()[0]?.model ?? '',
    cores: cpus().length,
    memoryGiB: totalmem() / 2 ** 30,
    node: process.version,
    loadAtStart: loadavg()[0] ?? 0,
  },
}

/** They go on beside the other parts. */
let longRuns: Promise<void> = Promise.resolve()

const measure: Record<Part, () => Promise<void>> = {
  async long() {
    const minutes = isQuick ? 1 : 8
    tell(`${minutes} minutes of 50 and of 200 devices, beside the rest`)
    longRuns = Promise.all([measureLong(folder(), 7374, 50, minutes), measureLong(folder(), 7375, 200, minutes)]).then(
      (found) => {
        figures.long = found
      },
    )
    longRuns.catch(() => undefined)
  },
  async watch() {
    const span = isQuick ? { settleMs: 1000, measureMs: 20_000 } : { settleMs: 2000, measureMs: 45_000 }
    const runs = isQuick
      ? ([[200, 20]] as const)
      : ([
          [50, 20],
          [200, 20],
          [500, 20],
          [1000, 20],
          [200, 5],
        ] as const)
    figures.watch = []
    for (const [count, everySeconds] of runs) {
      tell(`${count} devices every ${everySeconds} s`)
      figures.watch.push(await measureWatch(folder(), count, everySeconds, span))
    }
  },
  async alarms() {
    tell('faults, and a restart')
    figures.alarms = await measureAlarms(folder(), far, 200)
  },
  async probes() {
    tell('single looks')
    figures.probes = await measureProbes(isQuick ? 0.2 : 1)
  },
  async logs() {
    figures.logs = []
    for (const entries of isQuick ? [20_000] : [100_000, 1_000_000]) {
      tell(`a log of ${entries} entries`)
      figures.logs.push(await measureLog(folder(), entries, isQuick ? 50 : 200))
    }
  },
  async crowd() {
    tell('listeners and ingest')
    figures.crowd = await measureCrowd(folder(), isQuick ? 5 : 20)
  },
  async 'sign-in'() {
    tell('names that are known and names that are not')
    figures.signIn = await measureSignIn(isQuick ? 200 : 1000)
  },
  async installed() {
    figures.installed = measureInstalled()
  },
  async pages() {
    tell('the pages of the dashboard')
    figures.pages = await measurePages(folder(), isQuick ? 1 : 5)
  },
  async talk() {
    tell('messages from visitors to a console')
    figures.talk = await measureTalk(folder(), isQuick ? 50 : 200)
    tell('10,000 messages a minute from one visitor')
    figures.flood = await measureFlood(folder(), isQuick ? 15 : 60)
  },
}

for (const part of chosen.split(',') as Part[]) {
  await measure[part]()
  writeFileSync(file, JSON.stringify(figures, null, 2))
}
await longRuns
writeFileSync(file, JSON.stringify(figures, null, 2))

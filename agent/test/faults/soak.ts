import { execFile } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { ownFolder } from '../fakes/own-folder.ts'

/** What the process used at one moment. */
export interface Sample {
  /** Of the venue's time since the start. */
  minutes: number
  looks: number
  rss: number
  heapUsed: number
  /** To the disk, bytes. */
  written: number
  /** Open file descriptors. */
  files: number
}

const seconds = 180
const script = join(import.meta.dirname, 'soak-process.ts')

/** Six hours of 50 devices in three minutes, of which several promises have their figures: played once for all of them. */
export async function soak(): Promise<Sample[]> {
  const kept = join(process.env.SERENO_FAULTS ?? '/nowhere', 'soak.json')
  if (existsSync(kept)) return JSON.parse(readFileSync(kept, 'utf8'))
  const folder = ownFolder()
  // Compiled code is kept as by `npm start`: the first run fills the cache, and the second is spared the stripper of types.
  const env = { ...process.env, NODE_COMPILE_CACHE: join(folder, 'cache') }
  const flags = ['--expose-gc', '--max-semi-space-size=1', '--disable-warning=ExperimentalWarning', script]
  const play = (data: string, length: number) =>
    promisify(execFile)(process.execPath, [...flags, join(folder, data), `${length}`], { env, maxBuffer: 1e7 })
  await play('warm-up', 2)
  const { stdout } = await play('data', seconds)
  const samples: Sample[] = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  if (process.env.SERENO_FAULTS) writeFileSync(kept, JSON.stringify(samples))
  return samples
}

/** How much this grows in a day of the venue, by a straight line through all samples after the first third. */
export function growthPerDay(samples: readonly Sample[], of: (sample: Sample) => number): number {
  const late = samples.slice(Math.floor(samples.length / 3))
  const mean = (value: (sample: Sample) => number) => late.reduce((sum, one) => sum + value(one), 0) / late.length
  const [middle, height] = [mean(({ minutes }) => minutes), mean(of)]
  const rise = mean((one) => (one.minutes - middle) * (of(one) - height))
  return (rise / mean((one) => (one.minutes - middle) ** 2)) * 24 * 60
}

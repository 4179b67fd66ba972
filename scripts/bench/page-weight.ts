import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import lighthouse, { desktopConfig, type Result } from 'lighthouse'
import { running } from '../../agent/test/venue/running.ts'
import { startAgent } from './agent.ts'
import { fillLog } from './fill-log.ts'
import { percentiles } from './times-of.ts'
import { venueOf } from './venue-of.ts'

/** What a page weighs over the line, and how Lighthouse judges it; the medians of several loads with nothing kept. */
export interface PageWeight {
  page: string
  loads: number
  /** Bytes over the line, compressed as they came. */
  scriptBytes: number
  styleBytes: number
  pageBytes: number
  /** What the page asked of the API. */
  dataBytes: number
  requests: number
  firstPaintMs: number
  largestPaintMs: number
  layoutShift: number
  blockingMs: number
  /** Lighthouse, 0 to 100: as on a desktop, and performance also as on a slow phone. */
  performance: number
  accessibility: number
  bestPractices: number
  phonePerformance: number
  /** Audits of the two categories that must be perfect, and are not. */
  lacking: string[]
}

const pages = { overview: '/', devices: '/devices', activity: '/activity' } as const
const devices = 300
const entries = 100_000
const categories = ['performance', 'accessibility', 'best-practices']

/** Loads the three heaviest pages of a venue with 300 devices and 100,000 entries. */
export async function measurePages(folder: string, loads: number): Promise<PageWeight[]> {
  const settings = venueOf(devices, 20)
  await (await startAgent(folder, settings)).stop()
  await fillLog(folder, entries, 28)
  const agent = await startAgent(folder, settings)
  try {
    const cookie = agent.client.cookie()
    // Every device has been looked at once by then: what loads is what a person would see.
    await pause(25_000)
    const found: PageWeight[] = []
    for (const [page, path] of Object.entries(pages)) {
      const judge = (config?: typeof desktopConfig) => judged(`http://127.0.0.1:7373${path}`, cookie, config)
      const results: Result[] = []
      for (let load = 0; load < loads; load++) results.push(await judge(desktopConfig))
      found.push(weightOf(page, results, await judge()))
    }
    return found
  } finally {
    await agent.stop()
  }
}

const browserFlags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--remote-debugging-port=0',
]

/** One load in a browser of its own: nothing is kept, and no tab from before holds a connection. */
async function judged(url: string, cookie: string, config?: typeof desktopConfig): Promise<Result> {
  let fault = ''
  // On a busy machine a recording sometimes comes without its beginning; Lighthouse then says "run again".
  for (let attempt = 0; attempt < 3; attempt++) {
    const profile = mkdtempSync(join(tmpdir(), 'sereno-browser-'))
    const browser = running('/usr/bin/chromium', [...browserFlags, `--user-data-dir=${profile}`, 'about:blank'])
    try {
      const said = await browser.line(/DevTools listening on ws:/u, 30_000)
      const flags = {
        port: Number(/:(\d+)\//u.exec(said)?.[1]),
        onlyCategories: categories,
        extraHeaders: { Cookie: cookie },
        // The event stream is never done: what a page does in ten seconds is what it is.
        maxWaitForLoad: 10_000,
        logLevel: 'error' as const,
      }
      const run = await lighthouse(url, flags, config)
      if (run && !run.lhr.runtimeError) return run.lhr
      fault = run?.lhr.runtimeError?.message ?? 'no result'
    } finally {
      await browser.stop()
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
    }
  }
  throw new Error(`${url}: ${fault}`)
}

const median = (numbers: readonly number[]): number => percentiles(numbers).p50

function weightOf(page: string, results: readonly Result[], phone: Result): PageWeight {
  const requests = results.map(requestsOf)
  const bytes = (of: (request: LoadedFile) => boolean) =>
    median(requests.map((list) => list.filter(of).reduce((sum, { transferSize }) => sum + transferSize, 0)))
  const figure = (audit: string) => median(results.map(({ audits }) => audits[audit]?.numericValue ?? Number.NaN))
  const score = (category: string) => median(results.map((result) => scoreOf(result, category)))
  return {
    page,
    loads: results.length,
    scriptBytes: bytes(({ resourceType }) => resourceType === 'Script'),
    styleBytes: bytes(({ resourceType }) => resourceType === 'Stylesheet'),
    pageBytes: bytes(({ resourceType }) => resourceType === 'Document'),
    dataBytes: bytes(({ resourceType, url }) => resourceType === 'Fetch' && !url.includes('/events')),
    requests: median(requests.map((list) => list.length)),
    firstPaintMs: figure('first-contentful-paint'),
    largestPaintMs: figure('largest-contentful-paint'),
    layoutShift: figure('cumulative-layout-shift'),
    blockingMs: figure('total-blocking-time'),
    performance: score('performance'),
    accessibility: score('accessibility'),
    bestPractices: score('best-practices'),
    phonePerformance: scoreOf(phone, 'performance'),
    lacking: [...new Set(results.flatMap(lackingIn))],
  }
}

interface LoadedFile {
  url: string
  resourceType: string
  transferSize: number
}

function requestsOf({ audits }: Result): LoadedFile[] {
  const details = audits['network-requests']?.details
  return details?.type === 'table' ? (details.items as unknown as LoadedFile[]) : []
}

const scoreOf = ({ categories: found }: Result, category: string): number =>
  Math.round((found[category]?.score ?? 0) * 100)

function lackingIn({ categories: found, audits }: Result): string[] {
  return ['accessibility', 'best-practices'].flatMap((name) =>
    (found[name]?.auditRefs ?? [])
      .filter(({ id, weight }) => weight > 0 && (audits[id]?.score ?? 1) < 1)
      .map(({ id }) => `${name}: ${id}`),
  )
}

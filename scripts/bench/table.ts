import type { Figures } from './figures.ts'
import type { FloodCost } from './flood-cost.ts'
import type { PageWeight } from './page-weight.ts'
import type { TalkTime } from './talk-time.ts'
import type { WatchCost } from './watch-cost.ts'

/** A line of the table: what Sereno took, beside what others take and what it may take. */
export interface Row {
  what: string
  unit: string
  sereno: number
  /** The most it may be; `null` where nobody set a bound. */
  budget: number | null
  kuma: number | null
  blackbox: number | null
}

/** As `performance.md` has them: Uptime Kuma 2.5.3 and blackbox_exporter 0.23 at the same work on 2 cores. */
const peers = {
  cpu: { 50: [2.2, 0.23], 200: [7.0, 0.93], 500: [14.5, 2.3] } as Record<number, readonly [number, number]>,
  cpuMs: [9.7, 1.53],
  rss: [204, 20],
  written: [22.7, 0],
  start: [2.0, 0.1],
  restart: 133,
  down: [37.5, 34],
  packages: [643, 177],
  /** Its dashboard with 200 devices, KiB, and the first row, s. */
  page: { script: 604, style: 47, firstRow: 3.8 },
} as const

const row = (what: string, unit: string, sereno: number, budget: number | null, kuma?: number, blackbox?: number) => ({
  what,
  unit,
  sereno,
  budget,
  kuma: kuma ?? null,
  blackbox: blackbox ?? null,
})

export function rowsOf(figures: Figures): Row[] {
  const rows: Row[] = []
  for (const one of figures.watch ?? []) rows.push(...watchRows(one))
  for (const { devices, minutes, writtenMiBPerMinute, rssMiB } of figures.long ?? []) {
    const of = `${devices} devices every 20 s, mean of ${minutes} min`
    if (devices === 50) rows.push(row(`written a day, ${of}`, 'MiB', writtenMiBPerMinute * 1440, 50))
    else rows.push(row(`written a minute, ${of}`, 'MiB', writtenMiBPerMinute, 0.12, peers.written[0], peers.written[1]))
    rows.push(row(`memory after ${minutes} min, ${devices} devices`, 'MiB', rssMiB, 95))
  }
  const { alarms, probes, crowd, installed } = figures
  if (alarms) {
    rows.push(
      row(`restart until all ${alarms.devices} were checked`, 's', alarms.restartSeconds, 10, peers.restart),
      row('fault to confirmed down, ICMP, mean', 's', alarms.icmpDownSeconds, 13, peers.down[0]),
      row('fault to confirmed down, TCP, mean', 's', alarms.tcpDownSeconds, 13, peers.down[1]),
    )
  }
  if (installed) {
    rows.push(
      row('installed for production: packages', '', installed.packages, 200, peers.packages[0]),
      row(
        'installed for production, built files too',
        'MiB',
        installed.packagesMiB + installed.builtMiB,
        120,
        peers.packages[1],
      ),
    )
  }
  if (probes) {
    rows.push(
      row('ICMP round of 254 live', 's', probes.icmpRoundSeconds, null),
      row('CPU an ICMP probe in that round', 'ms', probes.icmpCpuMs, null),
      row('CPU a TCP connect', 'ms', probes.tcpCpuMs, null),
      row('CPU an SNMP look, 10 OIDs', 'ms', probes.snmpCpuMs, null),
      row('/24 swept', 's', probes.sweepSeconds, 1),
    )
  }
  for (const log of figures.logs ?? []) {
    const of = `${log.entries.toLocaleString('en')} entries`
    rows.push(
      row(`log of ${of}: device, kind and day, p99`, 'ms', log.filtered.p99, 20),
      row(`log of ${of}: newest page, p99`, 'ms', log.list.p99, 20),
      row(`log of ${of}: summary of a day, p99`, 'ms', log.summary.p99, 20),
      row(`log of ${of}: digest preview, p99`, 'ms', log.digest.p99, 20),
    )
  }
  if (crowd) {
    rows.push(
      row(`memory of ${crowd.served} listeners (${crowd.asked} asked)`, 'MiB', crowd.listenersRssMiB, 50),
      row(`ingest: entries a second`, '', crowd.ingestPerSecond, null),
      row(`ingest: acknowledged within, p99`, 'ms', crowd.ingestP99Ms, null),
      row(`ingest: written an entry`, 'KiB', crowd.ingestBytesPerEntry / 1024, null),
    )
  }
  if (figures.signIn) {
    const { tries, signIn, recovery } = figures.signIn
    const what = `known and unknown names told apart by time, ${tries} tries each`
    // Three sigma of chance.
    const most = 50 + 300 * Math.sqrt((2 * tries + 1) / (12 * tries ** 2))
    const told = (where: string, auc: number) => row(`${where}: ${what}`, '%', 100 * Math.max(auc, 1 - auc), most)
    rows.push(told('sign-in', signIn.auc), told('recovery', recovery.auc))
    rows.push(row('sign-in refused, p50', 'ms', signIn.known.p50, null))
  }
  if (figures.talk) rows.push(...talkRows(figures.talk))
  if (figures.flood) rows.push(...floodRows(figures.flood))
  for (const page of figures.pages ?? []) rows.push(...pageRows(page))
  return rows
}

function watchRows(one: WatchCost): Row[] {
  const of = `${one.devices.toLocaleString('en')} devices every ${one.everySeconds} s`
  const isPeerWork = one.everySeconds === 20
  const cpu = isPeerWork ? peers.cpu[one.devices] : undefined
  const isMain = isPeerWork && one.devices === 200
  return [
    row(`CPU a minute, ${of}`, 's', one.cpuSecondsPerMinute, cpu?.[1] ?? null, cpu?.[0], cpu?.[1]),
    row(
      `CPU a check, ${of}`,
      'ms',
      one.cpuMsPerCheck,
      1,
      isMain ? peers.cpuMs[0] : undefined,
      isMain ? peers.cpuMs[1] : undefined,
    ),
    row(
      `memory, ${of}`,
      'MiB',
      one.rssMiB,
      isMain ? 95 : null,
      isMain ? peers.rss[0] : undefined,
      isMain ? peers.rss[1] : undefined,
    ),
    ...(isMain ? [row('start to first answer', 's', one.startMs / 1000, 1, peers.start[0], peers.start[1])] : []),
    row(`longest turn of the event loop, ${of}`, 'ms', one.loopDelayMaxMs, 20),
    row('the same of a process beside it that does nothing', 'ms', one.machineDelayMaxMs, null),
    row(`checks over 1 s late, ${of}`, '', one.lateChecks, 0),
  ]
}

/** The others know no conversations. */
function talkRows({ visitors, single, together }: TalkTime): Row[] {
  const of = (which: string) => `message of a visitor until the console has it, ${which}`
  return [
    row(of(`${visitors} one after the other, p50`), 'ms', single.p50, null),
    row(of(`${visitors} one after the other, p99`), 'ms', single.p99, 2000),
    row(of(`${visitors} at once, p50`), 'ms', together.p50, null),
    row(of(`${visitors} at once, p99`), 'ms', together.p99, 2000),
  ]
}

function floodRows(one: FloodCost): Row[] {
  const of = '10,000 messages a minute from one visitor'
  return [
    row(
      `CPU of one of ${of}, of which ${Math.round((100 * one.refused) / one.sent)} % are refused`,
      'ms',
      one.cpuMs,
      null,
    ),
    row(`memory taken by ${of}`, 'MiB', one.rssMiB, null),
    row(`refused within, ${of}, p99`, 'ms', one.refusal.p99, null),
    row(`message of another visitor until the console has it, beside ${of}, p99`, 'ms', one.other.p99, 2000),
    row(`turn of the event loop, ${of}, p99`, 'ms', one.flooded.p99Ms, 20),
    row('the same while nobody wrote, p99', 'ms', one.idle.p99Ms, null),
    row(`longest turn of the event loop, ${of}`, 'ms', one.flooded.maxMs, null),
    row('the same while nobody wrote', 'ms', one.idle.maxMs, null),
    row('the same of the bench itself, which only sends', 'ms', one.machineDelayMaxMs, null),
  ]
}

/** Kuma shows devices on every page, so its one page stands beside each of ours. */
function pageRows(one: PageWeight): Row[] {
  const of = `${one.page}, 300 devices, 100,000 entries`
  const kilo = (bytes: number) => bytes / 1000
  return [
    row(`scripts of ${of}`, 'kB', kilo(one.scriptBytes), 60, peers.page.script * 1.024),
    row(`styles of ${of}`, 'kB', kilo(one.styleBytes), 25, peers.page.style * 1.024),
    row(`HTML of ${one.page}`, 'kB', kilo(one.pageBytes), null),
    row(`data of ${one.page}`, 'kB', kilo(one.dataBytes), 100),
    row(`requests of ${one.page}`, '', one.requests, null),
    row(`first paint of ${one.page}`, 's', one.firstPaintMs / 1000, null),
    row(`largest paint of ${one.page}`, 's', one.largestPaintMs / 1000, null, peers.page.firstRow),
    row(`layout shift of ${one.page}`, '', one.layoutShift, 0),
    row(`blocking time of ${one.page}`, 'ms', one.blockingMs, null),
    row(`short of 100 in accessibility, ${one.page}`, '', 100 - one.accessibility, 0),
    row(`short of 100 in best practices, ${one.page}`, '', 100 - one.bestPractices, 0),
    row(`short of 100 in performance, ${one.page}`, '', 100 - one.performance, 2),
    row(`the same as a slow phone`, '', 100 - one.phonePerformance, null),
  ]
}

/** A figure with two or three digits that say something. */
export function short(value: number | null): string {
  if (value === null || Number.isNaN(value)) return ''
  if (value === 0 || Math.abs(value) >= 100) return Math.round(value).toLocaleString('en')
  return Math.abs(value) >= 10 ? value.toFixed(1) : Number(value.toFixed(value < 0.1 ? 3 : 2)).toString()
}

/** How much more the other takes, such as `1/29`; nothing where there is nothing to compare. */
export function ratio(sereno: number, other: number | null): string {
  if (other === null || other === 0 || sereno <= 0) return ''
  const times = other / sereno
  return times >= 1 ? `1/${times < 10 ? times.toFixed(1) : Math.round(times)}` : `${(1 / times).toFixed(1)} times`
}

export const holds = ({ sereno, budget }: Row): boolean => budget === null || sereno <= budget

/** The rows as a table in Markdown. */
export function markdown(rows: readonly Row[]): string {
  const lines = rows.map((one) => {
    const bound = one.budget === null ? '' : `≤ ${short(one.budget)}${holds(one) ? '' : ' **missed**'}`
    const cells = [
      one.unit === '' ? one.what : `${one.what}, ${one.unit}`,
      short(one.sereno),
      bound,
      short(one.kuma),
      short(one.blackbox),
      ratio(one.sereno, one.kuma),
    ]
    return `| ${cells.join(' | ')} |`
  })
  return [
    '| | Sereno | budget | Uptime Kuma 2.5.3 | blackbox 0.23 | of Kuma’s |',
    '|---|---|---|---|---|---|',
    ...lines,
  ].join('\n')
}

/** The rows that a newcomer wants to see. */
export const mainRows = (rows: readonly Row[]): Row[] =>
  rows.filter((one) => one.kuma !== null || one.blackbox !== null)

const begin = '<!-- measured: npm run bench -- --readme -->'
const end = '<!-- /measured -->'

/** A text with what stands between the two marks replaced. @throws where the marks are missing */
export function between(text: string, table: string): string {
  const from = text.indexOf(begin)
  const to = text.indexOf(end)
  if (from < 0 || to < from) throw new Error(`The README has no place for the table: ${begin} … ${end}`)
  return `${text.slice(0, from + begin.length)}\n${table}\n${text.slice(to)}`
}

import { constants } from 'node:fs'
import { access, readFile } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { run } from './run.ts'

/** What this machine lacks to look properly. `no_icmp_right`: no program here may send an echo request. */
export const lackCodes = [
  'no_fping',
  'no_ping',
  'no_ip',
  'no_arping',
  'no_icmp_right',
  'no_flush_right',
  'no_arp_right',
] as const
export type LackCode = (typeof lackCodes)[number]

/** The programs that we use, by their whole path; `null` where one is missing. */
export interface Tools {
  fping: string | null
  ping: string | null
  ip: string | null
  arping: string | null
  /** Whether that program may send an echo request. */
  fpingMay: boolean
  pingMay: boolean
  /** Whether `arping` may send (CAP_NET_RAW). */
  arpingMay: boolean
  /** Whether we may flush neighbour entries (CAP_NET_ADMIN). */
  mayFlush: boolean
  lacks: LackCode[]
}

const freshForMs = 10 * 60_000
let known: { at: number; tools: Promise<Tools> } | null = null

/** Looked up at the first call and at most every ten minutes; no program is started for a probe to find out. */
export function tools(): Promise<Tools> {
  const now = performance.now()
  if (known === null || now - known.at > freshForMs) known = { at: now, tools: lookUp(usualFolders()) }
  return known.tools
}

/** Debian keeps `ip` and `arping` in sbin, which is not on the path of a user without rights. */
const usualFolders = () => [...(process.env.PATH ?? '').split(delimiter).filter(Boolean), '/usr/sbin', '/sbin']

/** What there is in these folders, asked afresh. */
export async function lookUp(folders: readonly string[]): Promise<Tools> {
  const [fping, ping, ip, arping, capabilities] = await Promise.all([
    find('fping', folders),
    find('ping', folders),
    find('ip', folders),
    find('arping', folders),
    readFile('/proc/self/status', 'utf8').catch(() => ''),
  ])
  const [fpingMay, pingMay, arpingMay] = await Promise.all([
    mayEcho(fping, ['-c1', '-t300', '127.0.0.1']),
    mayEcho(ping, ['-c', '1', '-W', '1', '127.0.0.1']),
    mayArp(arping),
  ])
  const mayFlush = ip !== null && childrenMayAdministrate(capabilities, process.getuid?.() === 0)
  const isLacking: Record<LackCode, boolean> = {
    no_fping: fping === null,
    no_ping: ping === null,
    no_ip: ip === null,
    no_arping: arping === null,
    no_arp_right: arping !== null && !arpingMay,
    no_icmp_right: (fping !== null || ping !== null) && !fpingMay && !pingMay,
    no_flush_right: ip !== null && !mayFlush,
  }
  const lacks = lackCodes.filter((code) => isLacking[code])
  return { fping, ping, ip, arping, fpingMay, pingMay, arpingMay, mayFlush, lacks }
}

async function find(program: string, folders: readonly string[]): Promise<string | null> {
  for (const folder of folders) {
    const file = join(folder, program)
    const isThere = await access(file, constants.X_OK).then(
      () => true,
      () => false,
    )
    if (isThere) return file
  }
  return null
}

/** 0: an answer, 1: none. Both were allowed to ask; anything else was not. */
async function mayEcho(program: string | null, args: readonly string[]): Promise<boolean> {
  if (program === null) return false
  const { exit } = await run(program, args, { timeoutMs: 3000 })
  return exit === 0 || exit === 1
}

/** It opens its socket before it finds that there is no ARP on loopback; so this asks nobody. */
async function mayArp(program: string | null): Promise<boolean> {
  if (program === null) return false
  const { exit, stderr } = await run(program, ['-c', '1', '-w', '1', '-I', 'lo', '127.0.0.1'], { timeoutMs: 3000 })
  return exit !== null && !/not permitted|denied/iu.test(stderr)
}

/** CAP_NET_ADMIN is bit 12. A child has it from root, or as an ambient capability; our own alone does not pass on. */
export function childrenMayAdministrate(status: string, isRoot: boolean): boolean {
  const set = new RegExp(`^${isRoot ? 'CapEff' : 'CapAmb'}:\\s*([0-9a-f]+)`, 'mu').exec(status)?.[1]
  return set !== undefined && ((BigInt(`0x${set}`) >> 12n) & 1n) === 1n
}

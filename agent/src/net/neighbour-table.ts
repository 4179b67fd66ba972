import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { run } from './run.ts'

/** An entry of the kernel's neighbour table (ARP and NDP). */
export interface Neighbour {
  address: string
  mac: string | null
  /**
   * `fresh`: confirmed at `confirmedAgoMs`; `old`: there, but perhaps long gone; `asking`: no answer yet; `failed`: nobody
   * answered; `fixed`: someone wrote it there, so it says nothing.
   */
  state: 'fresh' | 'old' | 'asking' | 'failed' | 'fixed'
  /** Time since the device last proved to be there, ms; `null` where that is not told. */
  confirmedAgoMs: number | null
}

/** The table is cut here: the kernel itself keeps 1,024 entries by default. */
const mostEntries = 4096

const entries = z.array(
  z.object({
    dst: z.string(),
    lladdr: z.string().optional(),
    state: z.array(z.string()).optional(),
    confirmed: z.number().optional(),
  }),
)

const states: Record<string, Neighbour['state']> = {
  REACHABLE: 'fresh',
  STALE: 'old',
  DELAY: 'old',
  PROBE: 'old',
  INCOMPLETE: 'asking',
  FAILED: 'failed',
  PERMANENT: 'fixed',
  NOARP: 'fixed',
}

/** The whole table, IPv4 and IPv6, as `ip` tells it; empty where it tells nothing. */
export async function neighbourTable(ip: string): Promise<Neighbour[]> {
  const { stdout } = await run(ip, ['-s', '-j', 'neigh', 'show'], { timeoutMs: 2000 })
  return readNeighbours(stdout)
}

/** What `ip -s -j neigh` printed. Its times are seconds, cut to whole ones. */
export function readNeighbours(json: string): Neighbour[] {
  const found = entries.safeParse(parse(json))
  return (found.data ?? []).slice(0, mostEntries).map(({ dst, lladdr, state, confirmed }) => ({
    address: dst,
    mac: lladdr?.toLowerCase() ?? null,
    state: states[state?.[0] ?? ''] ?? 'asking',
    confirmedAgoMs: confirmed === undefined ? null : confirmed * 1000,
  }))
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return null
  }
}

/** Complete entries of the ARP table by address, without starting a program. It doesn't tell how old they are. */
export async function arpTable(): Promise<Map<string, string>> {
  return readArp(await readFile('/proc/net/arp', 'utf8').catch(() => ''))
}

/** Of `/proc/net/arp`: address, hardware type, flags (0x2: complete, 0x4: written by someone), MAC, mask, interface. */
export function readArp(table: string): Map<string, string> {
  return new Map(
    table
      .split('\n')
      .slice(1, mostEntries)
      .flatMap((line): [string, string][] => {
        const [address = '', , flags = '0x0', mac = ''] = line.split(/\s+/u)
        return Number(flags) === 0x2 ? [[address, mac.toLowerCase()]] : []
      }),
  )
}

import { readFile } from 'node:fs/promises'
import { isVenueLink } from './own.ts'

/** What our own network cards counted since they came up. */
export interface Traffic {
  /** Packets received, by interface of the venue's network. */
  received: Record<string, number>
  /** Packets that our own machine had to throw away, by interface. */
  dropped: Record<string, number>
  /** IP broadcasts received by this machine. */
  broadcasts: number
}

/** The files that tell it; a test names its own. */
const files = { links: '/proc/net/dev', ip: '/proc/net/netstat' }

/** Read afresh; costs two reads of the kernel's own tables and starts no program. */
export async function traffic(from = files): Promise<Traffic> {
  const read = (file: string) => readFile(file, 'utf8').catch(() => '')
  const [links, ip] = await Promise.all([read(from.links), read(from.ip)])
  const counted = readLinks(links).filter(({ name }) => isVenueLink(name))
  return {
    received: Object.fromEntries(counted.map(({ name, received }) => [name, received])),
    dropped: Object.fromEntries(counted.map(({ name, dropped }) => [name, dropped])),
    broadcasts: readBroadcasts(ip),
  }
}

/** Of `/proc/net/dev`: name, then of what was received bytes, packets, errors, dropped, overruns, …; at most 64. */
export function readLinks(table: string): { name: string; received: number; dropped: number }[] {
  return table
    .split('\n')
    .slice(0, 66)
    .flatMap((line) => {
      const [, name, rest = ''] = /^\s*([^\s:]+):\s*(.*)$/u.exec(line) ?? []
      const [, received = 0, , dropped = 0, overruns = 0] = rest.split(/\s+/u).map(Number)
      return name === undefined ? [] : [{ name, received, dropped: dropped + overruns }]
    })
}

/** `InBcastPkts` of `/proc/net/netstat`, where a line of names is followed by a line of numbers. */
export function readBroadcasts(table: string): number {
  const [names = '', numbers = ''] = table.split('\n').filter((line) => line.startsWith('IpExt:'))
  return Number(numbers.split(' ')[names.split(' ').indexOf('InBcastPkts')] ?? 0) || 0
}

import { isIP } from 'node:net'
import { inSubnet, ownAddresses } from './own.ts'
import { run } from './run.ts'
import { type Tools, tools } from './tools.ts'

/** So many broadcasts, a second apart: one that is lost hides nobody. */
const asks = 3

/**
 * Who answers for an IPv4 address of our own subnets, by raw ARP past the kernel's table, which shows only one of two on
 * a doubled address: their MACs, lower case. Empty: nobody. `null`: this machine cannot ask so. Takes two to three
 * seconds, and 3 ms of one program.
 */
export async function arping(address: string, signal?: AbortSignal, has?: Tools): Promise<string[] | null> {
  const { arping: program, arpingMay } = has ?? (await tools())
  if (program === null || !arpingMay || isIP(address) !== 4) return null
  const own = ownAddresses().find(({ subnet }) => inSubnet(address, [subnet]))
  if (own === undefined) return null
  // Always by broadcast: after a first answer it would only go on asking the one who gave it.
  const args = ['-b', '-c', String(asks), '-w', String(asks), '-I', own.interface, address]
  const { exit, stdout } = await run(program, args, { timeoutMs: (asks + 3) * 1000, ...(signal ? { signal } : {}) })
  // 1: nobody answered, or more than were asked for did.
  return exit === 0 || exit === 1 ? holdersOf(stdout) : null
}

/**
 * Whose answers iputils' arping printed. Where all of one came before those of another, the address changed hands
 * meanwhile: the later one has it, which is no conflict.
 */
export function holdersOf(printed: string): string[] {
  const macs = [...printed.matchAll(/ reply from \S+ \[([0-9a-f]{2}(?::[0-9a-f]{2}){5})\]/giu)].map(([, mac = '']) =>
    mac.toLowerCase(),
  )
  const last = macs.at(-1)
  if (last === undefined) return []
  const firstOfLast = macs.indexOf(last)
  return [...new Set(macs)].filter((mac) => mac === last || macs.lastIndexOf(mac) > firstOfLast)
}

import { pause } from './limit.ts'
import { arpTable, neighbourTable } from './neighbour-table.ts'
import { inSubnet, ownAddresses } from './own.ts'
import { poke } from './poke.ts'
import { run } from './run.ts'
import { bitsOf, hostsOf, partsOf, widestBits } from './subnet.ts'
import { type Tools, tools } from './tools.ts'

/** With the right to flush each address is asked this often, so that one lost broadcast hides nobody. */
const rounds = 2
/** How long the answers of a round are waited for: radios that save power hear a broadcast every 0.1 to 0.3 s. */
const roundMs = 280
const lookEveryMs = 30
/** Without the right: an old entry is asked again after 5 s, three times, a second apart; only then is it confirmed or gone. */
const untilConfirmedMs = 9000
/** Without the right: entries of addresses that nobody has are given up by the kernel after so long. */
const untilGivenUpMs = 3300

/**
 * Everything in an IPv4 subnet of ours that answers ARP just now: address → MAC, without ourselves. Asks at most 254
 * addresses at a time and clears the kernel's neighbour table after each part, for it holds 1,024 entries, and when it
 * is full our own probes fail (`performance.md`, "A trap"). A /24 takes 0.6 s with the right to flush entries; without
 * it 3.3 s, and up to 9 s where old entries have to be confirmed.
 * @param subnet in CIDR, at most a /20; nothing is found in a wider one, in IPv6, or behind a router
 * @param onAsked how many addresses were asked so far
 */
export async function sweep(
  subnet: string,
  signal: AbortSignal,
  onAsked?: (asked: number) => void,
  has?: Tools,
): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  if ((bitsOf(subnet) ?? 0) < widestBits) return found
  const { ip, mayFlush } = has ?? (await tools())
  const own = ownAddresses()
  const onLink = own.map((one) => one.subnet)
  const parts = partsOf(subnet)
  let asked = 0
  for (const part of parts) {
    if (signal.aborted) break
    const hosts = hostsOf(part).filter(
      (address) => inSubnet(address, onLink) && !own.some((one) => one.address === address),
    )
    const macs = await inTurn(() =>
      ip !== null && mayFlush
        ? askPart(ip, part, hosts, parts.length > 1, signal)
        : askSlowly(ip, hosts, parts.length > 1, signal),
    )
    for (const [address, mac] of macs) found.set(address, mac)
    asked += hosts.length
    onAsked?.(asked)
  }
  return found
}

let last: Promise<unknown> = Promise.resolve()

/** One part at a time for all of the agent: two would flush each other's entries, and fill the table together. */
function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const turn = last.then(work)
  last = turn.catch(() => {})
  return turn
}

/** Flushes, asks, and reads who answered; asks those that did not once more. */
async function askPart(
  ip: string,
  part: string,
  hosts: readonly string[],
  isOneOfMany: boolean,
  signal: AbortSignal,
): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  let open = [...hosts]
  for (let round = 0; round < rounds && open.length > 0; round += 1) {
    // An entry that could not be flushed may be an old one.
    if (!(await flush(ip, part, round === 0 ? [] : unanswered, signal))) break
    await poke(open, signal)
    const endsAt = performance.now() + roundMs
    while (open.length > 0 && performance.now() < endsAt) {
      if (!(await pause(lookEveryMs, signal))) return found
      const table = await arpTable()
      for (const address of open) {
        const mac = table.get(address)
        if (mac !== undefined) found.set(address, mac)
      }
      open = open.filter((address) => !found.has(address))
    }
  }
  await flush(ip, part, isOneOfMany ? [] : unanswered, signal)
  return found
}

const unanswered = ['nud', 'incomplete', 'nud', 'failed']

async function flush(ip: string, part: string, states: readonly string[], signal: AbortSignal): Promise<boolean> {
  const { exit } = await run(ip, ['-4', 'neigh', 'flush', 'to', part, ...states], { timeoutMs: 2000, signal })
  return exit === 0
}

/** Without the right to flush: an entry that was there before counts only once the kernel confirmed it again. */
async function askSlowly(
  ip: string | null,
  hosts: readonly string[],
  isOneOfMany: boolean,
  signal: AbortSignal,
): Promise<Map<string, string>> {
  const before = await arpTable()
  const found = new Map<string, string>()
  const startedAt = performance.now()
  await poke(hosts, signal)
  for (;;) {
    if (!(await pause(roundMs, signal))) return found
    const table = await arpTable()
    const confirmed = ip === null ? [] : (await neighbourTable(ip)).filter(({ state }) => state === 'fresh')
    const fresh = new Set(confirmed.map(({ address }) => address))
    for (const address of hosts) {
      const mac = table.get(address)
      if (mac !== undefined && (before.get(address) !== mac || fresh.has(address))) found.set(address, mac)
    }
    const elapsedMs = performance.now() - startedAt
    const awaitsOld = ip !== null && hosts.some((address) => before.has(address) && !found.has(address))
    const isSettled = elapsedMs >= (isOneOfMany ? untilGivenUpMs : rounds * roundMs)
    if (isSettled && (!awaitsOld || elapsedMs >= untilConfirmedMs)) return found
  }
}

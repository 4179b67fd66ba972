import { isIP } from 'node:net'
import type { NeighbourFact } from '@sereno/shared/reading.ts'
import { pause } from './limit.ts'
import { arpTable, type Neighbour, neighbourTable } from './neighbour-table.ts'
import { inSubnet, ownAddresses } from './own.ts'
import { poke } from './poke.ts'
import { run } from './run.ts'
import { type Tools, tools } from './tools.ts'

const fact = (state: NeighbourFact['state'], mac: string | null): NeighbourFact => ({ fact: 'neighbour', state, mac })

/** With the right to flush: without an ARP reply for this long, the device is absent. */
const patienceMs = 1000
/** The kernel asks once a second; asking afresh this often lets one lost broadcast be no verdict. */
const askAgainMs = 330
const lookEveryMs = 40
/** Without the right: an entry stays fresh for up to 45 s, and its failing takes another eight. */
const patienceWithoutFlushMs = 60_000

/** How long a refresh takes at most, ms: one second with the right to flush, 60 without (`kinds.md`, Rates). */
export const refreshBudget = async (): Promise<number> =>
  (await tools()).mayFlush ? patienceMs : patienceWithoutFlushMs

/**
 * Asks the kernel afresh who has these addresses, all at once: flushes the entries where we have the right, sends one UDP
 * byte to port 9 of each, and waits until each is confirmed or failed, at most `timeoutMs`. One second is enough with the
 * right to flush; without it an old entry first has to grow stale, up to 60 s (`refreshBudget`). Addresses that are not on
 * a subnet of ours, that our own machine failed to ask for, or that were not decided in time are `unknown`.
 */
export async function refresh(
  addresses: readonly string[],
  timeoutMs: number,
  signal?: AbortSignal,
  has?: Tools,
): Promise<Map<string, NeighbourFact>> {
  const facts = new Map(addresses.map((address) => [address, fact('unknown', null)]))
  const asked = [...facts.keys()].filter(onLink())
  if (asked.length === 0) return facts
  const { ip, mayFlush } = has ?? (await tools())
  const found =
    ip !== null && mayFlush
      ? await askAfresh(ip, asked, Math.min(timeoutMs, patienceMs), signal)
      : await waitUntilStale(ip, asked, Math.min(timeoutMs, patienceWithoutFlushMs), signal)
  for (const [address, state] of found) facts.set(address, state)
  return facts
}

/** Only the neighbours on our own subnets have an entry; we ourselves have none. */
function onLink(): (address: string) => boolean {
  const own = ownAddresses()
  const subnets = own.map(({ subnet }) => subnet)
  return (address) => inSubnet(address, subnets) && !own.some((one) => one.address === address)
}

/** After a flush every complete entry is new, so the cheap ARP table tells enough; IPv6 has only the dear one. */
async function askAfresh(
  ip: string,
  asked: readonly string[],
  timeoutMs: number,
  signal?: AbortSignal,
): Promise<Map<string, NeighbourFact>> {
  const facts = new Map<string, NeighbourFact>()
  const endsAt = performance.now() + timeoutMs
  let open = [...asked]
  while (open.length > 0 && performance.now() < endsAt) {
    // An entry that could not be flushed may be an old one.
    if (!(await flush(ip, open, signal))) return facts
    for (const address of await poke(open, signal)) facts.set(address, fact('unknown', null))
    const roundEndsAt = Math.min(endsAt, performance.now() + askAgainMs)
    while (open.length > 0 && performance.now() < roundEndsAt) {
      const isFour = open.some((address) => isIP(address) === 4)
      const isSix = open.some((address) => isIP(address) === 6)
      if (!(await pause(isSix ? lookEveryMs * 3 : lookEveryMs, signal))) return facts
      const table = new Map([
        ...(isFour ? await arpTable() : []),
        ...(isSix ? (await neighbourTable(ip)).flatMap(complete) : []),
      ])
      for (const address of open) {
        const mac = table.get(address)
        if (mac !== undefined) facts.set(address, fact('present', mac))
      }
      open = open.filter((address) => !facts.has(address))
    }
  }
  if (timeoutMs >= patienceMs) for (const address of open) facts.set(address, fact('absent', null))
  return facts
}

const complete = ({ address, mac, state }: Neighbour): [string, string][] =>
  mac !== null && (state === 'fresh' || state === 'old') ? [[address, mac]] : []

async function flush(ip: string, addresses: readonly string[], signal?: AbortSignal): Promise<boolean> {
  const options = { timeoutMs: 2000, ...(signal ? { signal } : {}) }
  const runs = ([4, 6] as const).flatMap((family) => {
    const lines = addresses
      .filter((address) => isIP(address) === family)
      .map((address) => `neigh flush to ${address}\n`)
    return lines.length === 0
      ? []
      : [run(ip, [`-${family}`, '-force', '-batch', '-'], { ...options, input: lines.join('') })]
  })
  return (await Promise.all(runs)).every(({ exit }) => exit === 0)
}

/** Without the right to flush: pokes until each entry was confirmed since we began, or failed. */
async function waitUntilStale(
  ip: string | null,
  asked: readonly string[],
  timeoutMs: number,
  signal?: AbortSignal,
): Promise<Map<string, NeighbourFact>> {
  const facts = new Map<string, NeighbourFact>()
  // Without `ip` nothing tells how old an entry is.
  if (ip === null) return facts
  const startedAt = performance.now()
  let open = [...asked]
  for (;;) {
    for (const address of await poke(open, signal)) facts.set(address, fact('unknown', null))
    open = open.filter((address) => !facts.has(address))
    const left = startedAt + timeoutMs - performance.now()
    if (open.length === 0 || left <= 0 || !(await pause(Math.min(1000, left), signal))) return facts
    const table = new Map((await neighbourTable(ip)).map((entry) => [entry.address, entry]))
    for (const address of open) {
      const state = judged(table.get(address), performance.now() - startedAt)
      if (state !== null) facts.set(address, state)
    }
    open = open.filter((address) => !facts.has(address))
  }
}

/** What an entry tells after we asked for `sinceMs`: an answer, or `null` as long as it may be an old one. */
function judged(entry: Neighbour | undefined, sinceMs: number): NeighbourFact | null {
  if (entry === undefined) return null
  if (entry.state === 'fixed') return fact('unknown', entry.mac)
  // The kernel counts whole seconds: younger than our asking by more than one is surely since then.
  const isSince = entry.confirmedAgoMs !== null && entry.confirmedAgoMs + 1000 < sinceMs
  if (entry.state === 'fresh' && isSince) return fact('present', entry.mac)
  const failed = entry.state === 'failed' || (entry.state === 'asking' && sinceMs >= patienceMs)
  return failed ? fact('absent', null) : null
}

import type { Condition } from './condition.ts'
import { ruleOf } from './rule.ts'

/** What a DHCP server offers its clients. */
export interface Offer {
  server: string
  router: string | null
  dns: readonly string[]
}

/** Since when each server has been heard, ms since 1970. */
export type KnownServers = Record<string, number>

const mostServers = 16

/** Keeps what was heard, the oldest first; a clock that ran ahead leaves no time of the future. */
export function learnServers(known: KnownServers, offers: readonly Offer[], at: number): KnownServers {
  const since = new Map(Object.entries(known).map(([server, first]) => [server, Math.min(first, at)]))
  for (const { server } of offers) if (!since.has(server)) since.set(server, at)
  return Object.fromEntries([...since].toSorted((a, b) => a[1] - b[1]).slice(0, mostServers))
}

/**
 * Two servers that both offer an address to one client do not know of each other, as a failover pair shares the clients
 * out and only one of them answers. Also where both name the same router and DNS, each hands out addresses that the other
 * has given away. Silence, or one server however often it answers, is nothing.
 */
export function judgeDhcp(offers: readonly Offer[], gateway: string | null, known: KnownServers): Condition[] {
  const servers = [...new Map(offers.map((offer) => [offer.server, offer])).values()]
  if (servers.length < 2) return []
  const [own, ...others] = servers.toSorted((a, b) => {
    const [first, second] = [strangeness(a, gateway, known), strangeness(b, gateway, known)]
    return first.map((value, index) => value - (second[index] ?? 0)).find((difference) => difference !== 0) ?? 0
  })
  const rogue = others.at(-1)
  if (!own || !rogue) return []
  const detail = {
    known: own.server,
    server: rogue.server,
    router: rogue.router,
    dns: rogue.dns.join(', '),
    servers: servers.map(({ server }) => server).slice(0, 8),
    readings: servers.slice(0, 8).map(inShort),
  }
  return [{ cause: 'rogue_dhcp', probe: 'dhcp', rule: ruleOf('rogue_dhcp'), attempts: 1, detail }]
}

/** The venue's own sends its clients to the gateway, or is the gateway; then it is who was heard first. */
const strangeness = ({ server, router }: Offer, gateway: string | null, known: KnownServers): number[] => [
  Number(router !== gateway),
  Number(server !== gateway),
  known[server] ?? Number.MAX_SAFE_INTEGER,
]

const inShort = ({ server, router, dns }: Offer): string =>
  `offer from ${server}: router ${router ?? 'none'}, DNS ${dns.join(' ') || 'none'}`

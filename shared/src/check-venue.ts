import type { VenueDocument } from './venue.ts'

/** A place in a document, such as `devices[2].address`, and the code of what is wrong there. */
export interface VenueFault {
  path: string
  reason: 'id_taken' | 'address_taken' | 'parent_missing' | 'parent_cycle'
}

/** What the shape alone cannot say: whether the parts of a document agree with each other. Empty where they do. */
export function checkVenue(document: VenueDocument): VenueFault[] {
  return [...checkIds(document), ...checkAddresses(document), ...checkParents(document)]
}

function checkIds({ devices, integrations }: VenueDocument): VenueFault[] {
  return [
    ...repeated(
      devices,
      (device) => device.id,
      (index) => `devices[${index}].id`,
    ),
    ...devices.flatMap((device, index) =>
      repeated(
        device.probes,
        (probe) => probe.id,
        (at) => `devices[${index}].probes[${at}].id`,
      ),
    ),
    ...repeated(
      integrations,
      (integration) => integration.id,
      (index) => `integrations[${index}].id`,
    ),
  ]
}

function repeated<T>(items: T[], idOf: (item: T) => string, pathOf: (index: number) => string): VenueFault[] {
  const seen = new Set<string>()
  return items.flatMap((item, index) => {
    const id = idOf(item)
    if (seen.has(id)) return [{ path: pathOf(index), reason: 'id_taken' as const }]
    seen.add(id)
    return []
  })
}

/**
 * Two devices in service never share an address: each failure would be counted twice, and a duplicate would hide. The
 * agent's own gateway and resolver may, as most routers are both: they are looked at for different things.
 */
function checkAddresses({ devices }: VenueDocument): VenueFault[] {
  const seen = new Map<string, boolean>()
  return devices.flatMap((device, index) => {
    if (!device.inService || device.address === null) return []
    const address = plainAddress(device.address)
    const isOwn = device.role !== null
    if (seen.has(address) && !(isOwn && seen.get(address))) {
      return [{ path: `devices[${index}].address`, reason: 'address_taken' as const }]
    }
    seen.set(address, isOwn)
    return []
  })
}

/**
 * One spelling for one address: host names in any case, with or without the last dot; IPv6 in its shortest form, and an
 * IPv4 address written as IPv6 (`::ffff:10.0.0.1`) as IPv4.
 */
function plainAddress(address: string): string {
  if (!address.includes(':')) return address.toLowerCase().replace(/\.$/u, '')
  const short = URL.parse(`http://[${address}]`)?.hostname.slice(1, -1) ?? address.toLowerCase()
  const [, high, low] = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/u.exec(short) ?? []
  return high === undefined || low === undefined
    ? short
    : [high, low].flatMap((group) => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 255]).join('.')
}

function checkParents({ devices }: VenueDocument): VenueFault[] {
  const parentOf = new Map(devices.map((device) => [device.id, device.parentId]))
  return devices.flatMap((device, index): VenueFault[] => {
    const path = `devices[${index}].parentId`
    if (device.parentId === null) return []
    if (!parentOf.has(device.parentId)) return [{ path, reason: 'parent_missing' }]
    return isOwnAncestor(device.id, parentOf) ? [{ path, reason: 'parent_cycle' }] : []
  })
}

function isOwnAncestor(id: string, parentOf: Map<string, string | null>): boolean {
  const seen = new Set<string>()
  let next = parentOf.get(id) ?? null
  while (next !== null && !seen.has(next)) {
    if (next === id) return true
    seen.add(next)
    next = parentOf.get(next) ?? null
  }
  return false
}

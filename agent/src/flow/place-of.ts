import type { DeviceSetting } from '@sereno/shared/device.ts'
import { inOwnSubnet } from './neighbour.ts'
import type { Surroundings } from './surroundings.ts'

const resolveMs = 1000

/** Addresses are checked where they come in, so what is left tells a name from them. */
export const isNumber = (address: string): boolean => address.includes(':') || /^[\d.]+$/u.test(address)

/**
 * The IPv4 address in our own subnets at which a device is looked for: its own, or the one that its name leads to. `null`:
 * ARP tells nothing of it.
 */
export async function placeOf(
  { address, role }: DeviceSetting,
  surroundings: Surroundings,
  signal: AbortSignal,
): Promise<string | null> {
  // The resolver is most often the gateway again, and the line has no address.
  if (address === null || role === 'resolver' || role === 'line') return null
  const place = isNumber(address) ? address : await surroundings.resolve(address, resolveMs, signal)
  return place !== null && !place.includes(':') && inOwnSubnet(place, surroundings) ? place : null
}

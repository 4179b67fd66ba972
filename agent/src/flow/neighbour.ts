import type { DeviceSetting } from '@sereno/shared/device.ts'
import type { NeighbourFact } from '@sereno/shared/reading.ts'
import type { Surroundings } from './surroundings.ts'

/** Whether neighbour entries tell something about a device: it has an address in one of our own subnets. */
export const inOwnSubnet = (address: string | null, surroundings: Surroundings): boolean =>
  address !== null && surroundings.inSubnet(address, surroundings.ownSubnets())

/** The neighbour entry of a device, asked for afresh; `null` where it has none (behind a router, by name, no address). */
export async function freshNeighbour(
  device: DeviceSetting,
  surroundings: Surroundings,
  signal: AbortSignal,
): Promise<NeighbourFact | null> {
  const { address } = device
  if (address === null || !inOwnSubnet(address, surroundings)) return null
  const found = await surroundings.refreshNeighbours([address], await surroundings.refreshBudgetMs(), signal)
  return found.get(address) ?? null
}

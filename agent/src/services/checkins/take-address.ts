import { address as anAddress, type DeviceSetting } from '@sereno/shared/device.ts'
import type { VenueDocument } from '@sereno/shared/venue.ts'
import { isPublic } from '../../judge/parents.ts'
import type { House } from '../house.ts'

/** Two iPads that checked in from one address within this time share it, behind a router that hides them. */
const sharedMs = 600_000

/**
 * Whether an iPad that calls from an address can be looked at there: a private one that is not our own machine's. IPv6
 * gives way to IPv4: iPads have both, and change the former as they like.
 */
export function isUsable(house: House, { address: before }: DeviceSetting, address: string): boolean {
  const isSix = address.includes(':')
  if (!anAddress.safeParse(address).success || isPublic(address)) return false
  if (house.watch.placeOf(address) === 'own_machine') return false
  return !isSix || before === null || before.includes(':')
}

/**
 * The iPad is where it calls from: DHCP moves iPads, and nobody prints to them. Another iPad that was thought to be there
 * is somewhere else by now, unless it called from there a moment ago too. Any other device keeps its address.
 * @returns whether the address is the iPad's now
 */
export function takeAddress(house: House, draft: VenueDocument, device: DeviceSetting, address: string): boolean {
  if (device.address === address) return true
  if (!isUsable(house, device, address)) return false
  const holders = draft.devices.filter((one) => one.id !== device.id && one.inService && one.address === address)
  if (device.inService && !holders.every((holder) => isStale(house, holder, address))) return false
  if (device.inService) for (const holder of holders) holder.address = null
  device.address = address
  return true
}

function isStale(house: House, { id, type }: DeviceSetting, address: string): boolean {
  const told = house.watch.live(id)?.checkin ?? null
  const isThere = told !== null && told.fact.address === address && Math.abs(house.clock.now() - told.at) < sharedMs
  return type === 'ipad' && !isThere
}

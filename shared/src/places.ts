import type { DeviceSetting } from './device.ts'
import type { PlaceKind, Subscription, Usage } from './subscription.ts'

type Limits = Subscription['limits']
type Placed = Pick<DeviceSetting, 'id' | 'type' | 'inService' | 'role' | 'noPlace'>

/** What a device takes a place of; the box's own gateway, resolver and line take none. */
const kindsOf = ({ type, role }: Pick<Placed, 'type' | 'role'>): readonly PlaceKind[] => {
  if (role !== null) return []
  if (type === 'printer') return ['devices', 'printers']
  return type === 'ipad' ? ['devices', 'ipads'] : ['devices']
}

/** How many are in service, and how many would be if there were a place. */
export function usageOf(devices: readonly Placed[]): Usage {
  const used = { devices: 0, printers: 0, ipads: 0, withoutPlace: devices.filter(({ noPlace }) => noPlace).length }
  for (const device of devices) if (device.inService) for (const kind of kindsOf(device)) used[kind] += 1
  return used
}

const fits = (used: Record<PlaceKind, number>, limits: Limits, device: Placed): boolean =>
  kindsOf(device).every((kind) => used[kind] < (limits[kind] ?? Number.POSITIVE_INFINITY))

/** Whether a device that is out of service could be in service beside those that are. */
export const hasPlace = (devices: readonly Placed[], limits: Limits, device: Placed): boolean =>
  fits(usageOf(devices.filter(({ id }) => id !== device.id)), limits, device)

/**
 * Those in service that have no place: of what was in service before the newest, and whatever comes to it. `now` and
 * `before` go from the oldest to the newest, as the settings keep them.
 */
export function withoutPlace(now: readonly Placed[], before: readonly Placed[], limits: Limits): Set<string> {
  const typeBefore = new Map(before.filter(({ inService }) => inService).map(({ id, type }) => [id, type]))
  const isOld = ({ id, type }: Placed) => typeBefore.get(id) === type
  const inService = now.filter((device) => device.inService)
  const used = usageOf([])
  const out = new Set<string>()
  for (const device of [...inService.filter(isOld), ...inService.filter((one) => !isOld(one))]) {
    if (!fits(used, limits, device)) out.add(device.id)
    else for (const kind of kindsOf(device)) used[kind] += 1
  }
  return out
}

/**
 * Puts those out of service that have no place, and marks them so. A mark stays until a person puts the device in or
 * out of service: a place that comes free is given to nobody by itself.
 */
export function settlePlaces(now: DeviceSetting[], before: readonly Placed[], limits: Limits): void {
  const out = withoutPlace(now, before, limits)
  for (const device of now) {
    if (out.has(device.id)) {
      device.inService = false
      device.noPlace = true
    } else if (device.inService) delete device.noPlace
  }
}

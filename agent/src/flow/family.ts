import type { DeviceSetting } from '@sereno/shared/device.ts'
import { foldsUnderGateway, parentOf } from '../judge/parents.ts'
import { inMaintenance, isOpen, isQuiet } from '../judge/schedule.ts'
import type { Context } from '../judge/types.ts'
import { aroundOf } from './around.ts'
import { cutsOff } from './live.ts'
import { inOwnSubnet } from './neighbour.ts'
import type { Roster, Watched } from './roster.ts'
import type { WatchTools } from './watch-tools.ts'

/** A device of our own subnet that answered within this time shows that the subnet works without its gateway. */
const livelyMs = 30_000

/**
 * The device through which this one is reached: the one a person named, or the gateway and the line by themselves. A
 * device of our own subnet hangs on the gateway only while nothing else there answers (the gateway may be its switch).
 */
export function parentOfWatched(device: DeviceSetting, roster: Roster, tools: WatchTools): Watched | null {
  const devices = tools.venue().devices
  const own = (address: string | null) => inOwnSubnet(address, tools.surroundings)
  const id = parentOf(device, devices, own)
  const parent = id === null ? undefined : roster.get(id)
  if (parent) return parent
  const gateway = devices.find((one) => one.role === 'gateway' && one.inService && one.id !== device.id)
  if (!gateway || device.role !== null || !own(device.address)) return null
  // A switch that someone named as the gateway's parent does not hang behind it.
  for (let above = gateway.parentId, depth = 0; above !== null && depth < devices.length; depth++) {
    if (above === device.id) return null
    above = devices.find((one) => one.id === above)?.parentId ?? null
  }
  const folds = foldsUnderGateway(true, [anotherAnswers(device, gateway, roster, tools)])
  return folds ? (roster.get(gateway.id) ?? null) : null
}

/** Whether any other device of our subnets answered just now. Each check asks: the first that did is enough. */
function anotherAnswers(device: DeviceSetting, gateway: DeviceSetting, roster: Roster, tools: WatchTools): boolean {
  const now = tools.clock.now()
  return roster.some(
    ({ device: other, live }) =>
      live.lastSeenAt !== null &&
      now - live.lastSeenAt < livelyMs &&
      !cutsOff(live) &&
      other.id !== device.id &&
      other.address !== gateway.address &&
      inOwnSubnet(other.address, tools.surroundings),
  )
}

/** What the judge has to know besides the readings. */
export function contextOf(
  device: DeviceSetting,
  parent: Context['parent'],
  roster: Roster,
  tools: WatchTools,
): Context {
  const { venue, account } = tools.venue()
  const now = tools.clock.now()
  const zone = account?.timezone ?? 'UTC'
  const quiet = isQuiet(device.quietHours, zone, now)
  return {
    open: quiet ? false : isOpen(venue.openingHours, zone, now),
    quiet,
    maintenance: inMaintenance(venue.maintenance, device.id, now),
    parent: parent && { down: parent.down },
    ownSubnet: inOwnSubnet(device.address, tools.surroundings),
    around: aroundOf(device, roster, tools),
  }
}

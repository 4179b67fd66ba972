import type { DeviceSetting } from '@sereno/shared/device.ts'
import type { VenueDocument } from '@sereno/shared/venue.ts'
import { Fault } from '../fault.ts'

/** @throws {Fault} `not_found` */
export function findDevice(document: Readonly<VenueDocument>, id: string): DeviceSetting {
  const found = document.devices.find((device) => device.id === id)
  if (found === undefined) throw new Fault('not_found')
  return found
}

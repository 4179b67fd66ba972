import type { Device, DevicePatch, DeviceSetting } from '@sereno/shared/device.ts'
import type { Language } from '@sereno/shared/field.ts'
import { hasPlace } from '@sereno/shared/places.ts'
import { planOf } from '../account/plan-of.ts'
import { changeBook } from '../change-book.ts'
import { Fault } from '../fault.ts'
import type { House, ProbeCatalogue } from '../house.ts'
import { buildProbes, checkProbesFit } from './build-probes.ts'
import { findDevice } from './find-device.ts'
import { getDevice } from './get-device.ts'
import { versionOf } from './version-of.ts'

/**
 * Changes what is sent of a device, and leaves the rest.
 * @throws {Fault} `not_found`; `conflict` at `address`, and at `version` where somebody changed it meanwhile; `no_place` where
 * the plan has none for it; `invalid` at the field that is wrong
 */
export async function changeDevice(house: House, id: string, patch: DevicePatch, language: Language): Promise<Device> {
  await changeBook(house, (draft) => {
    const device = findDevice(draft, id)
    const wasOut = !device.inService
    change(house.probes, device, patch)
    if (wasOut && device.inService && !hasPlace(draft.devices, planOf(draft).limits, device))
      throw new Fault('no_place')
    // Who puts it out of service themselves wants it so.
    if (patch.inService === false) delete device.noPlace
  })
  house.bus.emit('device.changed', id)
  return getDevice(house, id, language)
}

function change(catalogue: ProbeCatalogue, device: DeviceSetting, { probes, version, ...patch }: DevicePatch): void {
  if (version !== undefined && version !== versionOf(device)) {
    throw new Fault('conflict', { fields: [{ path: 'version', message: 'changed_meanwhile' }] })
  }
  if (device.role === 'line' && patch.address !== undefined) {
    throw new Fault('invalid', { fields: [{ path: 'address', message: 'line_has_no_address' }] })
  }
  for (const [name, value] of Object.entries(patch)) {
    if (value !== undefined) Object.assign(device, { [name]: value })
  }
  // Only an iPad tells how it is without one; anything else would be looked for nowhere, and called silent.
  if (device.address === null && device.type !== 'ipad' && device.role === null) {
    throw new Fault('invalid', { fields: [{ path: 'address', message: 'required' }] })
  }
  if (probes !== undefined) device.probes = buildProbes(catalogue, probes, device.probes)
  checkProbesFit(catalogue, device.type, device.probes, probes !== undefined)
}

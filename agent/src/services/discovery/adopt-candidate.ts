import type { Device, DeviceInput } from '@sereno/shared/device.ts'
import type { Language } from '@sereno/shared/field.ts'
import { isIgnored } from '../../flow/is-ignored.ts'
import { changeBook } from '../change-book.ts'
import { newDevice } from '../devices/add-device.ts'
import { getDevice } from '../devices/get-device.ts'
import type { House } from '../house.ts'
import { candidateProbes } from './candidate-probes.ts'
import { findCandidate } from './find-candidate.ts'

/** A device as a person wants it; what is left out is taken from what was found. */
export type Adoption = { [Field in Exclude<keyof DeviceInput, 'address' | 'mac'>]?: DeviceInput[Field] | undefined }

/**
 * Makes a device of a candidate, at the address where it was found, with the probes that fit what answered there.
 * @throws {Fault} `not_found`; `conflict` where it is a device already; `invalid` at the field that is wrong
 */
export async function adoptCandidate(house: House, id: string, wish: Adoption, language: Language): Promise<Device> {
  const found = findCandidate(house, id)
  const { candidate } = found
  const type = wish.type ?? candidate.type
  const proves =
    candidate.privateMac || candidate.evidence.some(({ kind, value }) => kind === 'mac' && value === candidate.mac)
  const probes =
    wish.probes ?? candidateProbes(house.probes, type, found).map(({ type, options }) => ({ type, options }))
  const device = newDevice(house, {
    name: wish.name ?? candidate.name,
    type,
    place: wish.place,
    address: candidate.address,
    // One that several addresses share (a repeater's) is not the device's own.
    mac: proves ? candidate.mac : null,
    inService: wish.inService,
    parentId: wish.parentId,
    probes,
  })
  await changeBook(house, (draft) => {
    // Of two who adopt it at once the second is told so, also where it is out of service.
    findCandidate(house, id)
    draft.devices.push(device)
    draft.ignored = draft.ignored.filter((one) => !isIgnored(candidate, one))
  })
  house.discovery.adopted(id, device.id)
  house.bus.emit('device.changed', device.id)
  return getDevice(house, device.id, language)
}

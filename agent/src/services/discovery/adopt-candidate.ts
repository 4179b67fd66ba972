import type { Device, DeviceInput } from '@sereno/shared/device.ts'
import type { Language } from '@sereno/shared/field.ts'
import { isIgnored } from '../../flow/is-ignored.ts'
import { changeBook } from '../change-book.ts'
import { addDevice } from '../devices/add-device.ts'
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
  const device = await addDevice(
    house,
    {
      name: wish.name ?? candidate.name,
      type,
      place: wish.place,
      address: candidate.address,
      // One that several addresses share (a repeater's) is not the device's own.
      mac: proves ? candidate.mac : null,
      inService: wish.inService,
      parentId: wish.parentId,
      probes,
    },
    language,
  )
  house.discovery.adopted(id, device.id)
  if (candidate.ignored) {
    await changeBook(house, (draft) => {
      draft.ignored = draft.ignored.filter((one) => !isIgnored(candidate, one))
    })
  }
  return device
}

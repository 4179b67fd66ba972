import { randomUUID } from 'node:crypto'
import type { Device, DeviceInput, DeviceSetting } from '@sereno/shared/device.ts'
import type { Language } from '@sereno/shared/field.ts'
import { changeBook } from '../change-book.ts'
import type { House } from '../house.ts'
import { buildProbes, checkProbesFit, usualProbes } from './build-probes.ts'
import { getDevice } from './get-device.ts'

/**
 * Adds a device; without probes it gets the usual ones of its type.
 * @throws {Fault} `conflict` at `address` where another device in service has it; `invalid` at the field that is wrong
 */
export async function addDevice(house: House, input: DeviceInput, language: Language): Promise<Device> {
  const setting = newDevice(house, input)
  await changeBook(house, (draft) => draft.devices.push(setting))
  house.bus.emit('device.changed', setting.id)
  return getDevice(house, setting.id, language)
}

/** A device as it will stand in the settings. @throws {Fault} `invalid` at the probe that is wrong */
export function newDevice(house: House, input: DeviceInput): DeviceSetting {
  const probes =
    input.probes === undefined ? usualProbes(house.probes, input.type) : buildProbes(house.probes, input.probes, [])
  checkProbesFit(house.probes, input.type, probes, true)
  return {
    id: randomUUID(),
    name: input.name,
    type: input.type,
    place: input.place ?? '',
    address: input.address,
    mac: input.mac ?? null,
    inService: input.inService ?? true,
    parentId: input.parentId ?? null,
    probes,
    ...(input.notes !== undefined && { notes: input.notes }),
    ...(input.quietHours !== undefined && input.quietHours.length > 0 && { quietHours: input.quietHours }),
    role: null,
  }
}

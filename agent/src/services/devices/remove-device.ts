import { changeBook } from '../change-book.ts'
import { Fault } from '../fault.ts'
import type { House } from '../house.ts'
import { findDevice } from './find-device.ts'

/**
 * Removes a device. Its entries stay in the log under its name, and what hung behind it stands by itself.
 * @throws {Fault} `not_found`; `conflict` for the agent's own gateway, resolver and line, which can only be put out of service
 */
export async function removeDevice(house: House, id: string): Promise<void> {
  await changeBook(house, (draft) => {
    if (findDevice(draft, id).role !== null) {
      throw new Fault('conflict', { fields: [{ path: 'role', message: 'own_device' }] })
    }
    draft.devices = draft.devices.filter((device) => device.id !== id)
    for (const device of draft.devices) {
      if (device.parentId === id) device.parentId = null
    }
  })
  await house.store.pairings.unpair(id)
  house.bus.emit('device.changed', id)
}

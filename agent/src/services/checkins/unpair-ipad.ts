import { noteChanges } from '../audit/note.ts'
import { findDevice } from '../devices/find-device.ts'
import { Fault } from '../fault.ts'
import type { House } from '../house.ts'

/**
 * Ends the token of an iPad: it must be paired anew with the app password. The device stays, with its history.
 * @throws {Fault} `not_found`, also where it was not paired
 */
export async function unpairIpad(house: House, id: string): Promise<void> {
  const { name } = findDevice(house.book.read(), id)
  if (!(await house.store.pairings.unpair(id))) throw new Fault('not_found')
  noteChanges({ paired: name }, { paired: null })
  house.bus.emit('access.ended', `device:${id}`)
  house.bus.emit('device.changed', id)
}

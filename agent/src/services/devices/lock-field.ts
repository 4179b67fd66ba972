import type { LockableField } from '@sereno/shared/device.ts'
import type { FieldHold, IdentityView } from '@sereno/shared/identity.ts'
import { iso } from '../../clock.ts'
import { changeBook } from '../change-book.ts'
import type { Caller, House } from '../house.ts'
import { findDevice } from './find-device.ts'
import { identityOf } from './identity-of.ts'

/** Locks what a device is to a value, in the caller's name: no later evidence changes it. @throws {Fault} `not_found` */
export async function lockField(
  house: House,
  id: string,
  { field, value }: FieldHold,
  { fullName: by }: Pick<Caller, 'fullName'>,
): Promise<IdentityView> {
  await changeBook(house, (draft) => {
    const device = findDevice(draft, id)
    device.locks = { ...device.locks, [field]: { value, by, at: iso(house.clock.now()) } }
    // By this the device is also told from others.
    if (field === 'mac') device.mac = value
  })
  house.bus.emit('device.changed', id)
  return identityOf(house, id)
}

/** Gives what a device is back to the evidence; a MAC address that someone wrote down, too. @throws {Fault} `not_found` */
export async function unlockField(house: House, id: string, field: LockableField): Promise<IdentityView> {
  await changeBook(house, (draft) => {
    const device = findDevice(draft, id)
    const { [field]: _, ...others } = device.locks ?? {}
    device.locks = others
    if (field === 'mac') device.mac = null
  })
  house.bus.emit('device.changed', id)
  return identityOf(house, id)
}

import type { IdentityView } from '@sereno/shared/identity.ts'
import { isSame, type Proof } from '../../judge/evidence.ts'
import { changeBook } from '../change-book.ts'
import type { House } from '../house.ts'
import { findDevice } from './find-device.ts'
import { identityOf } from './identity-of.ts'

/** Says that this evidence is not the device's: it is let go, and never taken up again. @throws {Fault} `not_found` */
export async function splitDevice(house: House, id: string, evidence: readonly Proof[]): Promise<IdentityView> {
  const { mac } = findDevice(house.book.read(), id)
  const isWritten = mac !== null && evidence.some((one) => isSame(one, { kind: 'mac', value: mac }))
  if (isWritten) {
    await changeBook(house, (draft) => {
      findDevice(draft, id).mac = null
    })
  }
  house.identities.split(id, evidence)
  await house.identities.write()
  house.bus.emit('device.changed', id)
  return identityOf(house, id)
}

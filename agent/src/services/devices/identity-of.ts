import type { DeviceSetting } from '@sereno/shared/device.ts'
import type { IdentityView } from '@sereno/shared/identity.ts'
import { iso } from '../../clock.ts'
import { confidenceOf } from '../../judge/evidence.ts'
import type { House } from '../house.ts'
import { fieldsOf } from './fields-of.ts'
import { findDevice } from './find-device.ts'

/** By what a device is recognised. @throws {Fault} `not_found` */
export function identityOf(house: House, id: string): IdentityView {
  const device: DeviceSetting = findDevice(house.book.read(), id)
  // That a check-in was this device's is known by its token, which is listed; its own id tells a person nothing.
  const evidence = house.identities.of(id).filter(({ kind, value }) => kind !== 'checkin' || value !== id)
  const written = device.mac === null ? [] : [{ kind: 'mac' as const, value: device.mac }]
  const found = house.identities.foundAt(id)
  return {
    evidence,
    barred: house.identities.barredOf(id),
    confidence: confidenceOf([...evidence, ...written], device.type),
    fields: fieldsOf(house, device),
    foundAt: found?.address ?? null,
    foundAtSince: found === null ? null : iso(found.since),
  }
}

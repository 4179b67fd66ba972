import type { Language } from '@sereno/shared/field.ts'
import type { House } from '../house.ts'
import { deviceForStaff } from '../overview/for-staff.ts'
import type { Pace } from '../pace.ts'
import { checkDevice } from './check-device.ts'
import { findDevice } from './find-device.ts'

/**
 * Looks at a device now, asked from the staff's iPad: anyone may tap there again and again, so all of them share a pace
 * for each device, and what the device said in detail is not told.
 * @throws {Fault} `not_found`, `too_often`
 */
export async function checkForStaff(house: House, pace: Pace, id: string, language: Language) {
  findDevice(house.book.read(), id)
  pace.keep(id)
  const { device, outcomes } = await checkDevice(house, id, language)
  return { device: deviceForStaff(device), outcomes: outcomes.map((outcome) => ({ ...outcome, detail: {} })) }
}

import type { Device } from '@sereno/shared/device.ts'
import type { Language } from '@sereno/shared/field.ts'
import type { House } from '../house.ts'
import { deviceView, lookView } from './device-view.ts'
import { findDevice } from './find-device.ts'

/** Looks at a device now, with all its probes; judged and recorded as any check. @throws {Fault} `not_found` */
export async function checkDevice(house: House, id: string, language: Language) {
  findDevice(house.book.read(), id)
  const readings = await house.watch.checkNow(id)
  const device: Device = deviceView(house, findDevice(house.book.read(), id), language)
  return { device, outcomes: readings.map((reading) => ({ probe: reading.probe, ...lookView(reading) })) }
}

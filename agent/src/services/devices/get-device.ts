import type { Device } from '@sereno/shared/device.ts'
import type { Language } from '@sereno/shared/field.ts'
import type { House } from '../house.ts'
import { deviceView } from './device-view.ts'
import { findDevice } from './find-device.ts'

/** @throws {Fault} `not_found` */
export const getDevice = (house: House, id: string, language: Language): Device =>
  deviceView(house, findDevice(house.book.read(), id), language)

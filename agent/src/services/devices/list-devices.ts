import type { Device, DeviceState, DeviceType } from '@sereno/shared/device.ts'
import type { Language, Page } from '@sereno/shared/field.ts'
import type { House } from '../house.ts'
import { pageOf } from '../page-of.ts'
import { deviceView } from './device-view.ts'

export interface DeviceQuery {
  limit: number
  cursor?: string | undefined
  /** Found in name, place, address, MAC, vendor or model; any case. */
  q?: string | undefined
  type?: DeviceType | undefined
  state?: DeviceState | undefined
}

/** Devices in the order in which they were added. */
export function listDevices(house: House, query: DeviceQuery, language: Language): Page<Device> {
  const all = house.book
    .read()
    .devices.map((setting) => deviceView(house, setting, language))
    .filter((device) => isWanted(device, query))
  return pageOf(all, query)
}

function isWanted(device: Device, { q, type, state }: DeviceQuery): boolean {
  if (type !== undefined && device.type !== type) return false
  if (state !== undefined && device.state !== state) return false
  if (q === undefined) return true
  const sought = q.toLowerCase()
  const { name, place, address, mac, vendor, model } = device
  return [name, place, address, mac, vendor, model].some((text) => text?.toLowerCase().includes(sought) ?? false)
}

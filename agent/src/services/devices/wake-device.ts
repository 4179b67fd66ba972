import type { Language } from '@sereno/shared/field.ts'
import { Fault } from '../fault.ts'
import type { House } from '../house.ts'
import { deviceView } from './device-view.ts'
import { findDevice } from './find-device.ts'

/**
 * Sends a device's network card the packet that it wakes from; whether it heard shows when it answers.
 * @throws {Fault} `not_found`; `wake_ipad`; `wake_no_mac`; `wake_out_of_reach` for one in none of the subnets that we may
 * look at; `unavailable` where this machine cannot send
 */
export async function wakeDevice(house: House, id: string, language: Language): Promise<{ mac: string }> {
  const setting = findDevice(house.book.read(), id)
  if (setting.type === 'ipad') throw new Fault('wake_ipad')
  const { mac } = deviceView(house, setting, language)
  if (mac === null) throw new Fault('wake_no_mac')
  const how = await house.handsOn.wake(mac, setting.address)
  if (how === 'out_of_reach') throw new Fault('wake_out_of_reach')
  if (how === 'unsent') throw new Fault('unavailable')
  return { mac }
}

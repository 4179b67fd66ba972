import type { deviceCareContracts } from '@sereno/shared/api/device-care.ts'
import { changeDevices } from '../../services/devices/change-devices.ts'
import { wakeDevice } from '../../services/devices/wake-device.ts'
import type { House } from '../../services/house.ts'
import { Pace } from '../../services/pace.ts'
import { printAndNote } from '../../services/rollout/print-and-note.ts'
import type { Handlers } from '../handlers.ts'
import { idOf } from '../id-of.ts'

/** What is done to devices, beside looking at them. */
export function deviceCareRoutes(house: House): Handlers<keyof typeof deviceCareContracts> {
  // A finger that taps twice means one slip.
  const slips = new Pace(house.clock, 1, 10_000)
  return {
    'devices.changeMany': (call) => changeDevices(house, call.body, call.language),
    'devices.testSlip': (call) => printAndNote(house, slips, idOf(call), call),
    'devices.wake': (call) => wakeDevice(house, idOf(call), call.language),
  }
}

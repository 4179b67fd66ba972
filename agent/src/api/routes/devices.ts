import { addDevice } from '../../services/devices/add-device.ts'
import { barsOf } from '../../services/devices/bars-of.ts'
import { changeDevice } from '../../services/devices/change-device.ts'
import { checkDevice } from '../../services/devices/check-device.ts'
import { checkForStaff } from '../../services/devices/check-for-staff.ts'
import { getDevice } from '../../services/devices/get-device.ts'
import { listDevices } from '../../services/devices/list-devices.ts'
import { pauseDevice } from '../../services/devices/pause-device.ts'
import { removeDevice } from '../../services/devices/remove-device.ts'
import { seriesOf } from '../../services/devices/series-of.ts'
import type { House } from '../../services/house.ts'
import { isStaff } from '../../services/overview/for-staff.ts'
import { Pace } from '../../services/pace.ts'
import { listProbes } from '../../services/probes/list-probes.ts'
import type { Handlers } from '../handlers.ts'
import { idOf } from '../id-of.ts'

type Names =
  | 'probes.list'
  | 'devices.list'
  | 'devices.bars'
  | 'devices.add'
  | 'devices.get'
  | 'devices.change'
  | 'devices.remove'
  | 'devices.check'
  | 'devices.pause'
  | 'devices.series'

/** How often the staff may have a device looked at, ms: a check is in the way of what is printed. */
const staffEveryMs = 5000

/** Devices and the ways of looking at them. */
export function deviceRoutes(house: House): Handlers<Names> {
  const staffPace = new Pace(house.clock, 1, staffEveryMs)
  return {
    'probes.list': async () => listProbes(house),
    'devices.list': async ({ query, language }) => listDevices(house, query, language),
    'devices.bars': ({ query }) => barsOf(house, query),
    'devices.add': ({ body, language }) => addDevice(house, body, language),
    'devices.get': async (call) => getDevice(house, idOf(call), call.language),
    'devices.change': (call) => changeDevice(house, idOf(call), call.body, call.language),
    'devices.remove': async (call) => void (await removeDevice(house, idOf(call))),
    'devices.check': (call) =>
      isStaff(call.caller)
        ? checkForStaff(house, staffPace, idOf(call), call.language)
        : checkDevice(house, idOf(call), call.language),
    'devices.pause': (call) => pauseDevice(house, idOf(call), call.body, call.language),
    'devices.series': (call) => seriesOf(house, idOf(call), call.query),
  }
}

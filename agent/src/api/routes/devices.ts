import { addDevice } from '../../services/devices/add-device.ts'
import { changeDevice } from '../../services/devices/change-device.ts'
import { checkDevice } from '../../services/devices/check-device.ts'
import { getDevice } from '../../services/devices/get-device.ts'
import { listDevices } from '../../services/devices/list-devices.ts'
import { pauseDevice } from '../../services/devices/pause-device.ts'
import { removeDevice } from '../../services/devices/remove-device.ts'
import { seriesOf } from '../../services/devices/series-of.ts'
import type { House } from '../../services/house.ts'
import { listProbes } from '../../services/probes/list-probes.ts'
import type { Handlers } from '../handlers.ts'
import { idOf } from '../id-of.ts'

type Names =
  | 'probes.list'
  | 'devices.list'
  | 'devices.add'
  | 'devices.get'
  | 'devices.change'
  | 'devices.remove'
  | 'devices.check'
  | 'devices.pause'
  | 'devices.series'

/** Devices and the ways of looking at them. */
export const deviceRoutes = (house: House): Handlers<Names> => ({
  'probes.list': async () => listProbes(house),
  'devices.list': async ({ query, language }) => listDevices(house, query, language),
  'devices.add': ({ body, language }) => addDevice(house, body, language),
  'devices.get': async (call) => getDevice(house, idOf(call), call.language),
  'devices.change': (call) => changeDevice(house, idOf(call), call.body, call.language),
  'devices.remove': async (call) => void (await removeDevice(house, idOf(call))),
  'devices.check': (call) => checkDevice(house, idOf(call), call.language),
  'devices.pause': (call) => pauseDevice(house, idOf(call), call.body, call.language),
  'devices.series': (call) => seriesOf(house, idOf(call), call.query),
})

import type { identityContracts } from '@sereno/shared/api/identity.ts'
import { identityOf } from '../../services/devices/identity-of.ts'
import { lockField, unlockField } from '../../services/devices/lock-field.ts'
import { mergeDevice } from '../../services/devices/merge-device.ts'
import { splitDevice } from '../../services/devices/split-device.ts'
import type { House } from '../../services/house.ts'
import type { Handlers } from '../handlers.ts'
import { idOf } from '../id-of.ts'

/** Who a device is. */
export const identityRoutes = (house: House): Handlers<keyof typeof identityContracts> => ({
  'devices.identity': async (call) => identityOf(house, idOf(call)),
  'devices.merge': (call) => mergeDevice(house, idOf(call), call.body, call.language),
  'devices.split': (call) => splitDevice(house, idOf(call), call.body.evidence),
  'devices.lock': (call) => lockField(house, idOf(call), call.body, call.caller),
  'devices.unlock': (call) => unlockField(house, idOf(call), call.body.field),
})

import type { notificationContracts } from '@sereno/shared/api/notifications.ts'
import type { House } from '../../services/house.ts'
import { getNotifications, setNotifications } from '../../services/me/notifications.ts'
import type { Handlers } from '../handlers.ts'

/** How a person wants to be told. */
export function notificationRoutes(house: House): Handlers<keyof typeof notificationContracts> {
  return {
    'me.notifications.get': ({ caller }) => getNotifications(house, caller),
    'me.notifications.set': ({ caller, body }) => setNotifications(house, caller, body),
  }
}

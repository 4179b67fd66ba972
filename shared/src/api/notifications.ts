import { notificationChoices } from '../notifications.ts'
import { contracts, persons } from './contract.ts'

const path = '/api/v1/me/notifications'

/** How a person wants to be told. */
export const notificationContracts = contracts({
  'me.notifications.get': {
    method: 'GET',
    path,
    access: { scope: 'admin', roles: persons },
    summary: 'How I want to be told of what happens, my sound, my quiet hours and the order of my lists',
    status: 200,
    response: notificationChoices,
  },
  'me.notifications.set': {
    method: 'PUT',
    path,
    access: { scope: 'admin', roles: persons },
    summary: 'Set all of that; notices of the system itself go to my confirmed e-mail whatever I choose',
    body: notificationChoices,
    status: 200,
    response: notificationChoices,
  },
})

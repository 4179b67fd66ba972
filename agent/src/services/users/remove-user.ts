import type { House } from '../house.ts'
import { throwRefused } from './refused.ts'

/**
 * Deletes a user with their sessions and tokens.
 * @throws {Fault} `not_found`, `last_admin`
 */
export async function removeUser(house: House, id: string): Promise<void> {
  throwRefused(await house.store.people.removeUser(id))
  house.bus.emit('access.ended', `user:${id}`)
}

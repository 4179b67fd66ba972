import type { House } from '../house.ts'
import { throwRefused } from './refused.ts'

/**
 * Deletes a user with their sessions and tokens.
 * @throws {Fault} `not_found`, `last_admin`
 */
export async function removeUser(house: House, id: string): Promise<void> {
  const { people } = house.store
  const sessions = await people.sessions(id)
  throwRefused(await people.removeUser(id))
  for (const session of sessions) house.bus.emit('access.ended', `session:${session.id}`)
}

import { noteChanges } from '../audit/note.ts'
import type { House } from '../house.ts'
import { findUser } from './find-user.ts'
import { personView } from './person-view.ts'
import { throwRefused } from './refused.ts'

/**
 * Deletes a user with their sessions and tokens.
 * @throws {Fault} `not_found`, `last_admin`
 */
export async function removeUser(house: House, id: string): Promise<void> {
  const user = await findUser(house, id)
  throwRefused(await house.store.people.removeUser(id))
  noteChanges(personView(user), undefined)
  house.bus.emit('access.ended', `user:${id}`)
}

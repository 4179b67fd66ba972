import { noteChanges } from '../audit/note.ts'
import { giveAllBack } from '../conversations/give-back-of.ts'
import { forgetInSettings } from '../erasure/forget-in-settings.ts'
import { sweepStore } from '../erasure/sweep-store.ts'
import type { House } from '../house.ts'
import { findUser } from './find-user.ts'
import { throwRefused } from './refused.ts'

/**
 * Deletes a user with all that is theirs, and makes them unnamed in what stays. The settings come first: should the power
 * fail in between, the user is there still, and is deleted the next time.
 * @throws {Fault} `not_found`, `last_admin`
 */
export async function removeUser(house: House, id: string): Promise<void> {
  const { people, erasure } = house.store
  const user = await findUser(house, id)
  throwRefused(await people.removalRefusal(id))
  const traces = await erasure.ofUser(id)
  if (traces !== null) await forgetInSettings(house, traces)
  await giveAllBack(house, id)
  throwRefused(await people.removeUser(id, house.clock.now()))
  // Who they were is what is deleted.
  noteChanges({ role: user.role, createdAt: new Date(user.createdAt).toISOString() }, undefined)
  house.bus.emit('access.ended', `user:${id}`)
  await sweepStore(house)
}

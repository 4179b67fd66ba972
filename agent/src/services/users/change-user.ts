import type { BodyOf } from '@sereno/shared/api/contract.ts'
import type { Api } from '@sereno/shared/api/index.ts'
import type { Person } from '@sereno/shared/person.ts'
import type { UserPatch } from '../../store/people-types.ts'
import { noteChanges } from '../audit/note.ts'
import { giveBackOf } from '../conversations/give-back-of.ts'
import type { Caller, House } from '../house.ts'
import { withoutUndefined } from '../without-undefined.ts'
import { findUser } from './find-user.ts'
import { newEmail } from './new-email.ts'
import { personView } from './person-view.ts'
import { refuseRaise } from './refuse-raise.ts'
import { throwRefused } from './refused.ts'

/**
 * Changes a user, or what one knows of oneself. One who is disabled is signed out everywhere at once.
 * @throws {Fault} `not_found`, `not_allowed` for an advisor who would decide on admins, `last_admin`, `invalid` where the phone is taken
 */
export async function changeUser(
  house: House,
  by: Pick<Caller, 'role' | 'fullName'>,
  id: string,
  body: BodyOf<Api['users.change']>,
): Promise<Person> {
  const { people } = house.store
  const user = await findUser(house, id)
  refuseRaise(by, user, body.role)
  const { email, disabled, ...rest } = body
  const move = email === undefined ? null : newEmail(house, user, email, by)
  const patch: UserPatch = {
    ...withoutUndefined(rest),
    ...move?.patch,
    ...(disabled !== undefined && { disabledAt: disabled ? (user.disabledAt ?? house.clock.now()) : null }),
  }
  throwRefused(await people.changeUser(id, patch, move?.links ?? [], move?.mails ?? []))
  if (move !== null && move.mails.length > 0) house.bus.emit('outbox.filled')
  // Streams that are open show what they might see before; whoever still may come in comes again.
  if (disabled === true || body.role !== undefined) {
    house.bus.emit('access.ended', `user:${id}`)
    await giveBackOf(house, id)
  }
  const changed = personView(await findUser(house, id))
  noteChanges(personView(user), changed)
  return changed
}

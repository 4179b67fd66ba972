import type { Person } from '@sereno/shared/person.ts'
import { Fault } from '../fault.ts'
import type { Caller, House } from '../house.ts'
import type { Pace } from '../pace.ts'
import { findUser } from './find-user.ts'
import { personView } from './person-view.ts'
import { throwRefused } from './refused.ts'
import { welcome } from './welcome.ts'

/**
 * Mails the welcome again to someone who has set no password yet.
 * @throws {Fault} `not_found`, `conflict` where they have one, `too_often`
 */
export async function welcomeAgain(house: House, caller: Caller, id: string, pace: Pace): Promise<Person> {
  const user = await findUser(house, id)
  if (user.passwordHash !== '') throw new Fault('conflict')
  pace.keep(user.id)
  const { link, letter } = welcome(house, user, caller)
  throwRefused(await house.store.people.changeUser(id, {}, [link], [letter]))
  house.bus.emit('outbox.filled')
  return personView(user)
}

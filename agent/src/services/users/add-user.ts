import type { BodyOf } from '@sereno/shared/api/contract.ts'
import type { Api } from '@sereno/shared/api/index.ts'
import type { Person } from '@sereno/shared/person.ts'
import type { Caller, House } from '../house.ts'
import { newcomer } from './newcomer.ts'
import { personView } from './person-view.ts'
import { throwRefused } from './refused.ts'
import { welcome } from './welcome.ts'

/**
 * Makes a user without a password. The welcome mail waits in the outbox, also until mail is set up.
 * @throws {Fault} `invalid` where username or phone are taken
 */
export async function addUser(house: House, caller: Caller, input: BodyOf<Api['users.add']>): Promise<Person> {
  const user = newcomer({ ...input, passwordHash: '', createdAt: house.clock.now() })
  const { link, letter } = welcome(house, user, caller)
  throwRefused(await house.store.people.addUser(user, [link], [letter]))
  house.bus.emit('outbox.filled')
  return personView(user)
}

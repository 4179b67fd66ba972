import type { UserRecord } from '../../store/people-types.ts'
import { Fault } from '../fault.ts'
import type { House } from '../house.ts'

/** @throws {Fault} `not_found` */
export async function findUser(house: House, id: string): Promise<UserRecord> {
  const user = await house.store.people.user(id)
  if (user === null) throw new Fault('not_found')
  return user
}

import { Fault } from '../fault.ts'
import type { House } from '../house.ts'

/**
 * Signs one of a person's sessions out, its event streams included.
 * @throws {Fault} `not_found` where it is not theirs
 */
export async function endSession(house: House, userId: string, id: string): Promise<void> {
  if (!(await house.store.people.endSession(userId, id))) throw new Fault('not_found')
  house.bus.emit('access.ended', `session:${id}`)
}

import { Fault } from '../fault.ts'
import type { House } from '../house.ts'

/** Ends a session and its event streams, if there is such a one. */
export async function dropSession(house: House, userId: string, id: string): Promise<boolean> {
  const isDropped = await house.store.people.endSession(userId, id)
  if (isDropped) house.bus.emit('access.ended', `session:${id}`)
  return isDropped
}

/**
 * Signs one of a person's sessions out.
 * @throws {Fault} `not_found` where it is not theirs
 */
export async function endSession(house: House, userId: string, id: string): Promise<void> {
  if (!(await dropSession(house, userId, id))) throw new Fault('not_found')
}

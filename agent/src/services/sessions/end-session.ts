import { Fault } from '../fault.ts'
import type { Caller, House } from '../house.ts'

/** Ends a session and its event streams, if there is such a one. */
export async function dropSession(house: House, userId: string, id: string): Promise<boolean> {
  const isDropped = await house.store.people.signOut(userId, id)
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

/** Signs a person out everywhere but where they ask for it. */
export async function endOtherSessions(house: House, { userId, sessionId }: Caller): Promise<void> {
  const others = (await house.store.people.sessions(userId)).filter(({ id }) => id !== sessionId)
  for (const { id } of others) await dropSession(house, userId, id)
}

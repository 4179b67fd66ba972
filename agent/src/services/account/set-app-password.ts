import type { Caller, House } from '../house.ts'
import { hashPassword } from '../session/password.ts'
import { refusePassword } from '../users/refuse-password.ts'

/**
 * Sets the password by which iPads are paired. What the one before gave ends at once: each iPad has to be paired again.
 * @throws {Fault} `invalid` at `repeat` where the two differ, at `password` where it is the caller's own name
 */
export async function setAppPassword(
  house: House,
  caller: Caller,
  { password, repeat }: { password: string; repeat: string },
): Promise<void> {
  refusePassword(house, caller.username, password, repeat)
  await house.store.pairings.setAppPassword(await hashPassword(password), house.clock.now())
  for (const { id, type } of house.book.read().devices) {
    if (type === 'ipad') house.bus.emit('access.ended', `device:${id}`)
  }
}

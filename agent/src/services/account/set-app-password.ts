import { Fault } from '../fault.ts'
import type { Caller, House } from '../house.ts'
import { hashPassword } from '../session/password.ts'

/**
 * Sets the password by which iPads are paired. What the one before gave ends at once: each iPad has to be paired again.
 * @throws {Fault} `invalid` at `repeat` where the two differ, at `password` where it is the caller's own name
 */
export async function setAppPassword(
  house: House,
  caller: Caller,
  { password, repeat }: { password: string; repeat: string },
): Promise<void> {
  const fields = [
    ...(password.toLowerCase() === caller.username ? [{ path: 'password', message: 'password_username' }] : []),
    ...(password === repeat ? [] : [{ path: 'repeat', message: 'repeat_differs' }]),
  ]
  if (fields.length > 0) throw new Fault('invalid', { fields })
  await house.store.pairings.setAppPassword(await hashPassword(password), house.clock.now())
  for (const { id, type } of house.book.read().devices) {
    if (type === 'ipad') house.bus.emit('access.ended', `device:${id}`)
  }
}

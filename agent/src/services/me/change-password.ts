import type { BodyOf } from '@sereno/shared/api/contract.ts'
import type { Api } from '@sereno/shared/api/index.ts'
import { say } from '@sereno/shared/locales/index.ts'
import type { Caller, House } from '../house.ts'
import { hashPassword } from '../session/password.ts'
import { provePassword } from '../session/prove-password.ts'
import type { Tries, Visitor } from '../tries.ts'
import { findUser } from '../users/find-user.ts'
import { languageTo, letterTo } from '../users/letter-to.ts'
import { refusePassword } from '../users/refuse-password.ts'

/**
 * Changes one's own password by the current one. All other sessions end.
 * @throws {Fault} `too_many`, `invalid` at `current`, `password` or `repeat`
 */
export async function changePassword(
  house: House,
  tries: Tries,
  caller: Caller,
  { current, password, repeat }: BodyOf<Api['me.password']>,
  visitor: Visitor,
): Promise<void> {
  const { people } = house.store
  const user = await findUser(house, caller.userId)
  refusePassword(house, user.username, password, repeat)
  await provePassword(house, tries, user.id, { password: current, path: 'current' }, visitor)
  const letter = letterTo(house, user, {
    kind: 'password_changed',
    values: { username: user.username },
    notes: [say(languageTo(house, user), 'mail.letter.not_you')],
  })
  const others = (await people.sessions(user.id)).filter(({ id }) => id !== caller.sessionId)
  await people.setPassword(user.id, await hashPassword(password), caller.sessionId, [letter])
  for (const session of others) house.bus.emit('access.ended', `session:${session.id}`)
  house.bus.emit('outbox.filled')
}

import type { BodyOf } from '@sereno/shared/api/contract.ts'
import type { Api } from '@sereno/shared/api/index.ts'
import { say } from '@sereno/shared/locales/index.ts'
import { Fault } from '../fault.ts'
import type { House } from '../house.ts'
import { hashPassword } from '../session/password.ts'
import type { Tries, Visitor } from '../tries.ts'
import { languageTo, letterTo } from '../users/letter-to.ts'
import { refusePassword } from '../users/refuse-password.ts'
import { hashTyped } from './mailed-secret.ts'

/**
 * Sets a new password by a mailed link or its code, which is used up with that; every session of the person ends. Of
 * someone who is not there, of a link that is over and of a wrong one the same is said, after the same work.
 * @throws {Fault} `link_over`, `too_many`, `invalid`
 */
export async function completeRecovery(
  house: House,
  tries: Tries,
  { username, token, password, repeat }: BodyOf<Api['recovery.complete']>,
  visitor: Visitor,
): Promise<void> {
  const { people, waysIn } = house.store
  const user = await people.findLogin(username)
  // By the person, however they are named: a phone has many spellings.
  const whose = user === null ? `login:${username.toLowerCase()}` : `account:${user.id}`
  const attempt = tries.take([`address:${visitor.address}`, whose])
  if ('waitSeconds' in attempt) throw new Fault('too_many', { values: { n: attempt.waitSeconds } })
  refusePassword(house, username, password, repeat)
  const hash = hashTyped(token)
  const id = user?.id ?? ''
  const link = (await waysIn.link('reset', id, hash)) ?? (await waysIn.link('activate', id, hash))
  const passwordHash = await hashPassword(password)
  const now = house.clock.now()
  if (user === null || user.disabledAt !== null || link === null || link.expiresAt <= now) throw new Fault('link_over')
  // Only now: before, it would tell a stranger whose phone or e-mail was typed.
  refusePassword(house, user.username, password, repeat)
  // Whoever has the link got the mail.
  const emailConfirmedAt = link.email === user.email ? now : user.emailConfirmedAt
  const letter = letterTo(house, user, {
    kind: 'password_changed',
    values: { username: user.username },
    notes: [say(languageTo(house, user), 'mail.letter.not_you')],
  })
  const sessions = await people.sessions(user.id)
  if (!(await waysIn.use(link, { passwordHash, emailConfirmedAt }, [letter]))) throw new Fault('link_over')
  attempt.right()
  for (const session of sessions) house.bus.emit('access.ended', `session:${session.id}`)
  house.bus.emit('outbox.filled')
}

import { say } from '@sereno/shared/locales/index.ts'
import { spellTime } from '../../integrations/error-follow-up/spell.ts'
import type { UserRecord } from '../../store/people-types.ts'
import type { House } from '../house.ts'
import type { Visitor } from '../tries.ts'
import { languageTo, letterTo } from '../users/letter-to.ts'
import { venueTimezone } from '../venue/venue-timezone.ts'

/**
 * Notes when someone signed in. One who has signed in before is told by mail of a browser that none of their sessions
 * has, where their e-mail is confirmed. A disk that takes no writes keeps nobody out.
 */
export async function noteSignIn(house: House, user: UserRecord, { address, browser }: Visitor): Promise<void> {
  const { people } = house.store
  const now = house.clock.now()
  const sessions = await people.sessions(user.id)
  const isNew = user.lastSignInAt !== null && sessions.every((session) => session.browser !== browser)
  const isTold = isNew && user.emailConfirmedAt !== null
  const mails = isTold ? [newSignIn(house, user, { address, browser }, now)] : []
  try {
    await people.changeUser(user.id, { lastSignInAt: now }, [], mails)
    if (isTold) house.bus.emit('outbox.filled')
  } catch (fault) {
    house.log.warn({ err: fault }, 'a sign-in was not noted')
  }
}

function newSignIn(house: House, user: UserRecord, { address, browser }: Visitor, now: number) {
  const language = languageTo(house, user)
  return letterTo(house, user, {
    kind: 'new_sign_in',
    values: { username: user.username },
    facts: [
      { label: say(language, 'mail.letter.when'), value: spellTime(language, venueTimezone(house), now) },
      { label: say(language, 'mail.letter.where'), value: address },
      { label: say(language, 'mail.letter.browser'), value: browser },
    ],
    notes: [say(language, 'mail.letter.not_you')],
  })
}

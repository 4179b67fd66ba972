import { say } from '@sereno/shared/locales/index.ts'
import { sixMonthsLater } from '@sereno/shared/six-months-later.ts'
import { wallText } from '@sereno/shared/wall.ts'
import { iso } from '../../clock.ts'
import { instantOf } from '../../integrations/error-follow-up/window.ts'
import type { NewOutboxItem } from '../../store/outbox-types.ts'
import type { UserRecord } from '../../store/people-types.ts'
import { Fault } from '../fault.ts'
import type { Caller, House } from '../house.ts'
import { findUser } from '../users/find-user.ts'
import { languageTo, letterTo } from '../users/letter-to.ts'
import { throwRefused } from '../users/refused.ts'
import { venueTimezone } from '../venue/venue-timezone.ts'
import { spellDay } from './spell-day.ts'

/**
 * Has a person deleted in six calendar months. Who asks again keeps the day they have.
 * @throws {Fault} `invalid` at `username` where it is another's, `last_admin`
 */
export async function askDeletion(house: House, caller: Caller, username: string): Promise<{ dueAt: string }> {
  const user = await findUser(house, caller.userId)
  if (username !== user.username) {
    throw new Fault('invalid', { fields: [{ path: 'username', message: 'not_your_username' }] })
  }
  if (user.deletionDueAt !== null) return { dueAt: iso(user.deletionDueAt) }
  const zone = venueTimezone(house)
  const [date = '', time = ''] = wallText(house.clock.now(), zone).split(' ')
  const due = instantOf(sixMonthsLater(date), time, zone)
  const letter = tell(house, user, 'deletion', due)
  const patch = { deletionDueAt: due, deletionToldDays: null }
  throwRefused(await house.store.people.changeUser(user.id, patch, [], [letter]))
  house.bus.emit('outbox.filled')
  return { dueAt: iso(due) }
}

/** Takes the deletion back; nothing changes where none was asked for. */
export async function cancelDeletion(house: House, caller: Caller): Promise<void> {
  const user = await findUser(house, caller.userId)
  if (user.deletionDueAt === null) return
  const letter = tell(house, user, 'deletion_over', user.deletionDueAt)
  const patch = { deletionDueAt: null, deletionToldDays: null }
  throwRefused(await house.store.people.changeUser(user.id, patch, [], [letter]))
  house.bus.emit('outbox.filled')
}

/** A letter about the deletion of a person, with the way to take it back while there is one. */
export function tell(
  house: House,
  user: UserRecord,
  kind: 'deletion' | 'deletion_soon' | 'deletion_over',
  due: number,
): NewOutboxItem {
  const language = languageTo(house, user)
  const day = spellDay(language, venueTimezone(house), due)
  const action = { label: say(language, 'mail.deletion.button'), url: `${house.config.publicUrl}/me#deletion` }
  return letterTo(house, user, {
    kind,
    values: { username: user.username, day },
    ...(kind !== 'deletion_over' && { action }),
    notes: [say(language, 'mail.letter.not_you')],
  })
}

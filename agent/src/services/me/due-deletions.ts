import type { UserRecord } from '../../store/people-types.ts'
import { sweepStore } from '../erasure/sweep-store.ts'
import type { House } from '../house.ts'
import { removeUser } from '../users/remove-user.ts'
import { tell } from './deletion.ts'

const dayMs = 86_400_000
/** So many days ahead a person is reminded that they will be deleted. */
const remindDays = [30, 7, 1]

/**
 * Deletes who is to be deleted by now, also where that day passed while the box was off, and reminds those whose day
 * comes. Where the clock cannot be trusted nothing is done: it could be years ahead.
 */
export async function settleDeletions(house: House): Promise<void> {
  for (const id of await house.store.erasure.returned()) {
    const again = removeUser(house, id)
    await again.then(
      () => house.log.warn({ id }, 'deleted again: a backup had brought them back'),
      (fault: Error) => house.log.error({ id, fault: fault.message }, 'a backup brought back someone who was deleted'),
    )
  }
  await sweepStore(house)
  if (!(await house.watch.clockTrusted())) return
  const now = house.clock.now()
  for (const user of await house.store.people.usersDue(now + Math.max(...remindDays) * dayMs)) {
    const due = user.deletionDueAt ?? now
    if (due <= now) {
      await removeUser(house, user.id)
      house.log.warn({ id: user.id }, 'deleted, as they asked for six months ago')
    } else await remind(house, user, due)
  }
}

async function remind(house: House, user: UserRecord, due: number): Promise<void> {
  const left = Math.ceil((due - house.clock.now()) / dayMs)
  const days = Math.min(...remindDays.filter((ahead) => ahead >= left))
  if (user.deletionToldDays !== null && user.deletionToldDays <= days) return
  const letter = tell(house, user, 'deletion_soon', due)
  const refusal = await house.store.people.changeUser(user.id, { deletionToldDays: days }, [], [letter])
  if (refusal === null) house.bus.emit('outbox.filled')
}

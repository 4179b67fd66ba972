import { say } from '@sereno/shared/locales/index.ts'
import { calmDays, type Rollout } from '@sereno/shared/rollout.ts'
import type { NewOutboxItem } from '../../store/outbox-types.ts'
import { Fault } from '../fault.ts'
import type { Caller, House } from '../house.ts'
import { languageTo, letterTo } from '../users/letter-to.ts'
import { usersOfRoles } from '../users/users-of-roles.ts'
import { getRollout } from './get-rollout.ts'

/**
 * The venue is handed over: the first days are reviewed. Those who look after it get a mail that says what is still open.
 * @throws {Fault} `not_calm` before three days one after the other stayed below the threshold
 */
export async function handOver(house: House, caller: Caller): Promise<Rollout> {
  const rollout = await getRollout(house, caller)
  if (rollout.handedOver !== null) return rollout
  if (rollout.calm < calmDays) throw new Fault('not_calm', { values: { days: calmDays } })
  const readers = await usersOfRoles(house, ['admin', 'advisor'])
  const mails = readers.map((user) => letter(house, user, rollout, caller))
  if (await house.store.rollout.handOver(caller.userId, house.clock.now(), mails)) house.bus.emit('outbox.filled')
  return getRollout(house, caller)
}

function letter(
  house: House,
  user: Parameters<typeof letterTo>[1],
  { day, points }: Rollout,
  caller: Caller,
): NewOutboxItem {
  const language = languageTo(house, user)
  const left = points.filter(({ state }) => state !== 'done').length
  return letterTo(house, user, {
    kind: 'handed_over',
    values: { by: caller.fullName, day },
    facts: [
      {
        label: say(language, 'mail.handed_over.left'),
        value:
          left === 0
            ? say(language, 'mail.handed_over.nothing_left')
            : say(language, 'mail.handed_over.n_left', { n: left }),
      },
    ],
    action: { label: say(language, 'mail.handed_over.button'), url: `${house.config.publicUrl}/rollout` },
  })
}

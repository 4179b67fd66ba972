import { type Check, confirmable, type Rollout } from '@sereno/shared/rollout.ts'
import { Fault } from '../fault.ts'
import type { Caller, House } from '../house.ts'
import { findingsOf } from './checklist.ts'
import { getRollout, installedAtOf } from './get-rollout.ts'

const isConfirmable = (text: string): text is Check => confirmable.some((check) => check === text)

/**
 * A person confirms what the box cannot see, of everything that the point is about now: a printer that comes later is not
 * among it. @throws {Fault} `not_found`
 */
export async function confirm(house: House, point: string, confirmed: boolean, caller: Caller): Promise<Rollout> {
  if (!isConfirmable(point)) throw new Fault('not_found')
  const { rollout } = house.store
  if (!confirmed) await rollout.unmark(point)
  else {
    const now = house.clock.now()
    const found = await findingsOf(house, await rollout.marks(), { installedAt: installedAtOf(house), now })
    const subjects = found.find(([check]) => check === point)?.[1] ?? []
    await rollout.mark(
      subjects.map(({ key }) => ({ point, subject: key, source: 'person', userId: caller.userId, at: now })),
    )
  }
  return getRollout(house, caller)
}

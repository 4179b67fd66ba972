import type { LocalRecovery } from '@sereno/shared/control.ts'
import { iso } from '../../clock.ts'
import { noteChanges } from '../audit/note.ts'
import { Fault } from '../fault.ts'
import type { House } from '../house.ts'
import { endSecondStep } from '../second-step/second-step.ts'
import { mailedSecret } from './mailed-secret.ts'
import { resetLifeMs } from './settle-recoveries.ts'

/**
 * A link to set a new password for someone who is at the box itself, where no mail can go; with the second step off where
 * the phone is lost as well.
 * @throws {Fault} `not_found` where nobody who may come in has that login
 */
export async function recoverHere(house: House, login: string, secondStepOff: boolean): Promise<LocalRecovery> {
  const user = await house.store.people.findLogin(login)
  if (user === null || user.disabledAt !== null) throw new Fault('not_found')
  const hadStep = secondStepOff && user.secondStepAt !== null
  if (hadStep) {
    await endSecondStep(house, user)
    noteChanges({ secondStep: true }, { secondStep: false })
  }
  const { link, token, code } = mailedSecret('reset', user, house.clock.now(), resetLifeMs)
  // It did not go to their address, so it confirms none.
  await house.store.waysIn.add({ ...link, email: '' })
  house.log.warn({ username: user.username }, 'a way back in was given out at the box')
  return {
    username: user.username,
    link: `${house.config.publicUrl}/reset?username=${encodeURIComponent(user.username)}#${token}`,
    code,
    expiresAt: iso(link.expiresAt),
    secondStepOff: hadStep,
  }
}

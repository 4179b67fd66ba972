import type { Language } from '@sereno/shared/field.ts'
import { makeId } from '../../store/make-id.ts'
import type { Recovery } from '../../store/people-types.ts'
import { Fault } from '../fault.ts'
import type { House } from '../house.ts'
import { networkOf } from '../network-of.ts'
import type { Pace } from '../pace.ts'
import type { Visitor } from '../tries.ts'
import { settleRecoveries } from './settle-recoveries.ts'

/** Whether a way back in can be mailed. */
export const canMail = (house: House): boolean => house.mail.settings().settings !== null

/**
 * Takes down that someone asked for a way back in. Whom they named is looked up after the answer: neither its words nor
 * its time can tell whether anybody has that login.
 * @throws {Fault} `mail_not_configured`, `too_often`, `unavailable` while too many wait
 */
export async function askRecovery(
  house: House,
  asked: Pick<Recovery, 'login' | 'wanted'>,
  visitor: Visitor & { language: Language },
  pace: Pace,
): Promise<{ accepted: true }> {
  if (!canMail(house)) throw new Fault('mail_not_configured')
  pace.keep(networkOf(visitor.address))
  const recovery = { ...asked, id: makeId(), language: visitor.language, at: house.clock.now() }
  if (!(await house.store.waysIn.ask(recovery))) throw new Fault('unavailable')
  settleRecoveries(house).catch((fault: unknown) => house.log.error({ err: fault }, 'a recovery was not settled'))
  return { accepted: true }
}

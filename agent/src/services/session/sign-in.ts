import type { BodyOf } from '@sereno/shared/api/contract.ts'
import type { Api } from '@sereno/shared/api/index.ts'
import type { Me } from '@sereno/shared/user.ts'
import type { UserRecord } from '../../store/people-types.ts'
import { Fault } from '../fault.ts'
import type { Caller, House } from '../house.ts'
import { takeStep } from '../second-step/take-step.ts'
import type { Tries, Visitor } from '../tries.ts'
import { letIn } from './let-in.ts'
import { isPassword } from './password.ts'

/**
 * Signs someone in with username, e-mail or phone. Whether a name exists cannot be told from the answer, nor from its
 * time.
 * @throws {Fault} `wrong_login`, `too_many`; `second_step` where a code is asked for as well, `wrong_second_step`
 */
export async function signIn(
  house: House,
  tries: Tries,
  input: BodyOf<Api['session.create']>,
  visitor: Visitor & { caller: Caller | null },
): Promise<{ me: Me; secret: string }> {
  const login = input.login.trim().toLowerCase()
  const user = await house.store.people.findLogin(login)
  const attempt = tries.take([`address:${visitor.address}`, user === null ? `login:${login}` : `account:${user.id}`])
  if ('waitSeconds' in attempt) {
    throw new Fault('too_many', { values: { n: attempt.waitSeconds } })
  }
  const right = await isPassword(input.password, user?.passwordHash ?? null)
  if (user === null || user.disabledAt !== null || !right) throw new Fault('wrong_login')
  if (user.secondStepAt !== null) await secondStep(house, user, input.code, attempt)
  attempt.right()
  return letIn(house, user, visitor)
}

/** Only whoever has the right password learns that there is a second step; wrong codes count like wrong passwords. */
async function secondStep(
  house: House,
  user: UserRecord,
  code: string | undefined,
  attempt: { right(): void },
): Promise<void> {
  if (code === undefined) {
    attempt.right()
    throw new Fault('second_step')
  }
  if (!(await takeStep(house, user.id, code))) throw new Fault('wrong_second_step')
}

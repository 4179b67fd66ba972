import type { Me } from '@sereno/shared/user.ts'
import type { UserRecord } from '../../store/people-types.ts'
import type { Caller, House } from '../house.ts'
import { dropSession } from '../sessions/end-session.ts'
import type { Visitor } from '../tries.ts'
import { noteSignIn } from './note-sign-in.ts'
import { openSession } from './open-session.ts'
import { describe } from './who-am-i.ts'

/**
 * Opens a session for someone who showed who they are. A session that the browser had before is over: someone else may
 * know it.
 */
export async function letIn(
  house: House,
  user: UserRecord,
  visitor: Visitor & { caller: Caller | null },
): Promise<{ me: Me; secret: string }> {
  const { caller } = visitor
  await noteSignIn(house, user, visitor)
  if (caller?.sessionId) await dropSession(house, caller.userId, caller.sessionId)
  return { me: await describe(house, user), secret: await openSession(house, user.id, visitor) }
}

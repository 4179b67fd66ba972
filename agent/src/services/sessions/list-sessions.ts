import type { Page } from '@sereno/shared/field.ts'
import type { Session } from '@sereno/shared/user.ts'
import { iso } from '../../clock.ts'
import type { PageRequest } from '../../store/page-request.ts'
import type { Caller, House } from '../house.ts'
import { pageOf } from '../page-of.ts'
import { idleMs, lifeMs } from '../session/authenticate.ts'

/**
 * The caller's browser sessions, the one used last first.
 * @throws {CursorFault}
 */
export async function listSessions(house: House, caller: Caller, page: PageRequest): Promise<Page<Session>> {
  const now = house.clock.now()
  const open = (await house.store.people.sessions(caller.userId))
    .filter((session) => now - session.lastUsedAt < idleMs && now - session.createdAt < lifeMs)
    .sort((one, other) => other.lastUsedAt - one.lastUsedAt || one.id.localeCompare(other.id))
  const { items, nextCursor } = pageOf(open, page)
  return {
    items: items.map((session) => ({
      id: session.id,
      createdAt: iso(session.createdAt),
      lastUsedAt: iso(session.lastUsedAt),
      address: session.address,
      browser: session.browser,
      current: session.id === caller.sessionId,
    })),
    nextCursor,
  }
}

import type { Page } from '@sereno/shared/field.ts'
import type { Session } from '@sereno/shared/user.ts'
import { iso } from '../../clock.ts'
import type { PageRequest } from '../../store/types.ts'
import { Fault } from '../fault.ts'
import type { Caller, House } from '../house.ts'
import { idleMs, lifeMs } from '../session/authenticate.ts'

/**
 * The caller's browser sessions, the one used last first.
 * @throws {Fault} `invalid` for a cursor of another list
 */
export async function listSessions(house: House, caller: Caller, page: PageRequest): Promise<Page<Session>> {
  const now = house.clock.now()
  const open = (await house.store.people.sessions(caller.userId))
    .filter((session) => now - session.lastUsedAt < idleMs && now - session.createdAt < lifeMs)
    .sort((one, other) => other.lastUsedAt - one.lastUsedAt || one.id.localeCompare(other.id))
  const before = page.cursor === undefined ? -1 : open.findIndex((session) => session.id === page.cursor)
  if (page.cursor !== undefined && before < 0) {
    throw new Fault('invalid', { fields: [{ path: 'cursor', message: 'bad_cursor' }] })
  }
  const items = open.slice(before + 1, before + 1 + page.limit)
  const last = items.at(-1)
  const more = before + 1 + items.length < open.length
  return {
    items: items.map((session) => ({
      id: session.id,
      createdAt: iso(session.createdAt),
      lastUsedAt: iso(session.lastUsedAt),
      address: session.address,
      browser: session.browser,
      current: session.id === caller.sessionId,
    })),
    nextCursor: more && last ? last.id : null,
  }
}

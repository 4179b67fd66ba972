import { randomUUID } from 'node:crypto'
import type { House } from '../house.ts'
import { hashSecret, newSecret } from '../secret.ts'
import { dropSession } from '../sessions/end-session.ts'
import type { Visitor } from '../tries.ts'
import { idleMs, lifeMs } from './authenticate.ts'

/** One person keeps at most this many browsers signed in; the one used longest ago goes. */
const maxSessions = 50

/** Opens a session and gives its secret, which only the browser will know. Sessions that are over are swept away. */
export async function openSession(house: House, userId: string, visitor: Visitor): Promise<string> {
  const { people } = house.store
  const now = house.clock.now()
  const open = await people.sessions(userId)
  const oldest = open.sort((one, other) => other.lastUsedAt - one.lastUsedAt).slice(maxSessions - 1)
  for (const session of oldest) await dropSession(house, userId, session.id)
  if (await house.watch.clockTrusted()) await people.endSessionsBefore(now - idleMs, now - lifeMs)
  const secret = newSecret()
  await people.addSession({
    id: randomUUID(),
    hash: hashSecret(secret),
    userId,
    createdAt: now,
    lastUsedAt: now,
    address: visitor.address,
    browser: visitor.browser,
  })
  return secret
}

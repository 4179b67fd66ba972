import type { House } from '../house.ts'
import { spellDay } from '../me/spell-day.ts'
import { languageTo } from '../users/letter-to.ts'
import { venueTimezone } from '../venue/venue-timezone.ts'
import { tokenLetter } from './token-letter.ts'

const dayMs = 86_400_000
/** So long before a token ends its owner is told. */
const aheadMs = 7 * dayMs

/**
 * Tells the owners of tokens that end soon, once each, and takes away what ended. Where the clock cannot be
 * trusted nothing is done: it could be years ahead.
 */
export async function settleTokens(house: House): Promise<void> {
  if (!(await house.watch.clockTrusted())) return
  const { tokens } = house.store
  const now = house.clock.now()
  await tokens.removeEnded(now)
  for (const ending of await tokens.expiring(now, now + aheadMs)) {
    const { token, user } = ending
    const end = token.expiresAt ?? now
    // One that was made to last less than that surprises nobody.
    const isTold = user.disabledAt === null && end - token.createdAt > aheadMs
    const day = spellDay(languageTo(house, user), venueTimezone(house), end)
    await tokens.tell(token.id, now, isTold ? [tokenLetter(house, ending, 'token_expiring', { day })] : [])
    if (isTold) house.bus.emit('outbox.filled')
  }
}

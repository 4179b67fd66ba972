import type { OwnedToken } from '../../store/token-types.ts'
import type { House } from '../house.ts'
import { spellDay } from '../me/spell-day.ts'
import { languageTo } from '../users/letter-to.ts'
import { venueTimezone } from '../venue/venue-timezone.ts'
import { tokenLetter } from './token-letter.ts'

const dayMs = 86_400_000
/** So long before a token ends its owner is told, and told again. */
const aheadMs = 7 * dayMs
const againMs = dayMs

/**
 * Tells the owners of tokens that end soon, a week and a day ahead, once each, and takes away what ended. Where the clock
 * cannot be trusted nothing is done: it could be years ahead.
 */
export async function settleTokens(house: House): Promise<void> {
  if (!(await house.watch.clockTrusted())) return
  const { tokens } = house.store
  const now = house.clock.now()
  await tokens.removeEnded(now)
  for (const ending of await tokens.expiring(now, now + aheadMs)) await remind(house, ending, now)
}

async function remind(house: House, ending: OwnedToken, now: number): Promise<void> {
  const { tokens, told } = house.store
  const { token, user } = ending
  const end = token.expiresAt ?? now
  const isReached = user.disabledAt === null && user.emailConfirmedAt !== null
  // One that was made to last less than that surprises nobody.
  const wants = (ahead: number) => isReached && end - token.createdAt > ahead
  const isLast = end - now <= againMs
  const day = spellDay(languageTo(house, user), venueTimezone(house), end)
  const letter = tokenLetter(house, ending, 'token_expiring', { day })
  if (token.toldAt === null) await tokens.tell(token.id, now, wants(aheadMs) && !isLast ? [letter] : [])
  if (isLast && wants(againMs)) await told.tell(user.id, 'token', [token.id], now, letter)
  house.bus.emit('outbox.filled')
}

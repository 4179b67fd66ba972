import { say } from '@sereno/shared/locales/index.ts'
import { wallOf } from '@sereno/shared/wall.ts'
import type { House } from '../house.ts'
import { spellDay } from '../me/spell-day.ts'
import { isSteward, readers } from '../post/readers.ts'
import { languageTo, letterTo } from '../users/letter-to.ts'
import { venueTimezone } from '../venue/venue-timezone.ts'
import { planOf } from './plan-of.ts'

const dayMs = 86_400_000
/** So many days ahead those who decide are told that the plan ends. */
const remindDays = [30, 7, 1]

/**
 * Tells admins and advisors, at confirmed addresses, that the plan ends soon: once for each of the days, however often this runs. Where the clock
 * cannot be trusted nobody is told: it could be years ahead.
 */
export async function remindOfRenewal(house: House): Promise<void> {
  const { plan, renewsAt } = planOf(house.book.read())
  if (renewsAt === null || !(await house.watch.clockTrusted())) return
  const { date: today } = wallOf(house.clock.now(), venueTimezone(house))
  const left = Math.round((Date.parse(renewsAt) - Date.parse(today)) / dayMs)
  const ahead = remindDays.filter((days) => days >= left)
  if (left < 0 || ahead.length === 0) return
  const letters = (await readers(house)).filter(isSteward).map((user) => {
    const language = languageTo(house, user)
    // A day of the calendar, the same in every zone.
    const day = spellDay(language, 'UTC', Date.parse(renewsAt))
    const action = {
      label: say(language, 'mail.subscription_ending.button'),
      url: `${house.config.publicUrl}/account/subscription`,
    }
    const letter = letterTo(house, user, { kind: 'subscription_ending', values: { plan, day }, action })
    // The outbox takes an id once, so that nobody is told twice.
    return { ...letter, id: `renewal-${renewsAt}-${Math.min(...ahead)}-${user.id}` }
  })
  await house.store.outbox.add(letters)
  house.bus.emit('outbox.filled')
}

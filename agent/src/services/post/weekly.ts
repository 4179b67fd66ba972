import { wallOf } from '@sereno/shared/wall.ts'
import { z } from 'zod'
import { instantOf, shift } from '../../integrations/error-follow-up/window.ts'
import type { House } from '../house.ts'
import { venueTimezone } from '../venue/venue-timezone.ts'
import { choosers } from './choosers.ts'
import { readWeek, weeklyLetter } from './weekly-letter.ts'

const sendAt = '08:00'
/** A box that was off on Monday morning makes up for it until the end of Tuesday; later it is no news any more. */
const lateDays = 2

const devicesKey = 'weekly.devices'
const knownDevices = z.object({ monday: z.string(), ids: z.array(z.string()) })

/** Mails the week that has ended to those who want that: on Monday at eight by the venue's clocks, each week once. */
export async function tellWeekly(house: House): Promise<void> {
  if (!(await house.watch.clockTrusted())) return
  const { told, keep } = house.store
  const now = house.clock.now()
  const zone = venueTimezone(house)
  const wanting = await choosers(house, ({ newsletters }) => newsletters.weekly)
  const since = new Map<string, number>()
  for (const { reader } of wanting) since.set(reader.id, await told.since(reader.id, 'weekly', now))
  const monday = mondayOf(wallOf(now, zone).date)
  const due = instantOf(monday, sendAt, zone)
  if (now < due || now >= instantOf(shift(monday, lateDays), '00:00', zone)) return
  const before = knownDevices.safeParse(await keep.get(devicesKey)).data ?? null
  if (before?.monday === monday) return
  const week = await readWeek(house, monday, before?.ids ?? null)
  for (const { reader } of wanting) {
    // Who subscribed this morning gets the next one.
    if ((since.get(reader.id) ?? now) > due) continue
    if (await told.tell(reader.id, 'weekly', [monday], now, weeklyLetter(house, reader, week))) {
      house.bus.emit('outbox.filled')
    }
  }
  // Last, so that a process which ends in between goes on with those who were not told.
  await keep.set({ [devicesKey]: { monday, ids: house.book.read().devices.map(({ id }) => id) } })
}

/** The Monday of a day of the calendar. */
const mondayOf = (date: string): string => shift(date, -((new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7))

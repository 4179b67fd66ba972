import { z } from 'zod'
import { localDate, timeOfDay } from './field.ts'

/** Opening hours in the venue's time zone. `day` 1 is Monday. `to` not after `from` means the next day (a bar at night). */
export const openingHours = z.strictObject({
  days: z.array(z.strictObject({ day: z.number().int().min(1).max(7), from: timeOfDay, to: timeOfDay })).max(28),
  /** Days on which the week does not hold: closed, or open from `from` to `to`. */
  holidays: z
    .array(z.strictObject({ date: localDate, from: timeOfDay.optional(), to: timeOfDay.optional() }))
    .max(100)
    .default([]),
})
export type OpeningHours = z.infer<typeof openingHours>

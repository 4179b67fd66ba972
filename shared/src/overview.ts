import { z } from 'zod'
import { entry } from './activity.ts'
import { device } from './device.ts'
import { moment } from './field.ts'
import { incident } from './incident.ts'
import { kind } from './kind.ts'

/** Something that this machine lacks to look properly, and how to get it. */
export const lack = z.strictObject({ code: z.string(), message: z.string(), advice: z.string() })
export type Lack = z.infer<typeof lack>

/** What the first page needs, in one answer. */
export const overview = z.strictObject({
  at: moment,
  venue: z.strictObject({
    name: z.string(),
    timezone: z.string(),
    /** Whom the staff call; empty where nobody is named. */
    help: z.strictObject({ name: z.string(), phone: z.string() }),
  }),
  /** What is wrong now, in a sentence. `level` is the worst state behind it. */
  verdict: z.strictObject({ level: z.enum(['well', 'trouble', 'unknown', 'empty']), text: z.string() }),
  /** Entries that overlap the last 24 hours, by kind. */
  counts: z.record(kind, z.number().int()),
  incidents: z.array(incident),
  /** Open entries that explain others, and those they explain. */
  explained: z.array(entry),
  devices: z.array(device),
  /** What the agent itself is missing. */
  lacks: z.array(lack),
  nextDigestAt: moment.nullable(),
})
export type Overview = z.infer<typeof overview>

import { z } from 'zod'
import { entry } from './activity.ts'
import { id, line, moment, momentIn } from './field.ts'

/** An entry without the readings behind it. */
export const entryInShort = entry.omit({ detail: true, rule: true })
export type EntryInShort = z.infer<typeof entryInShort>

/** A device's span with at least one open entry; `deviceId` is `null` for the agent itself. */
export const incident = z.strictObject({
  id,
  deviceId: z.string().nullable(),
  deviceName: z.string().nullable(),
  openedAt: moment,
  closedAt: moment.nullable(),
  /** The weightiest eight: those that are open, then the worst; of one kind the oldest. A flapping device has thousands. */
  entries: z.array(entryInShort),
  /** How many more there are; `/incidents/:id/entries` has all. */
  moreEntries: z.number().int(),
  acknowledgedAt: moment.nullable(),
  acknowledgedBy: z.string().nullable(),
  note: z.string().nullable(),
  snoozedUntil: moment.nullable(),
})
export type Incident = z.infer<typeof incident>

export interface IncidentRecord extends Omit<Incident, 'entries' | 'moreEntries'> {}

export const incidentPatch = z.strictObject({
  acknowledged: z.boolean().optional(),
  note: line(0, 500).nullable().optional(),
  snoozedUntil: momentIn.nullable().optional(),
})
export type IncidentPatch = z.infer<typeof incidentPatch>

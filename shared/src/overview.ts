import { z } from 'zod'
import { device } from './device.ts'
import { moment } from './field.ts'
import { entryInShort, incident } from './incident.ts'
import { kind } from './kind.ts'

/** Something that this machine lacks to look properly, and how to get it. */
export const lack = z.strictObject({ code: z.string(), message: z.string(), advice: z.string() })
export type Lack = z.infer<typeof lack>

/** A device in short, as the first page shows it: a venue may have three hundred. */
export const deviceBrief = device
  .pick({
    id: true,
    name: true,
    type: true,
    place: true,
    address: true,
    inService: true,
    noPlace: true,
    parentId: true,
    role: true,
    state: true,
    stateSince: true,
    lastSeenAt: true,
    observedAt: true,
    cause: true,
    pausedUntil: true,
  })
  .extend({
    /** Of its fastest probe, which tells how long a reading is fresh; `null` where nobody looks. */
    everySeconds: z.number().nullable(),
    latencyMs: z.number().nullable(),
  })
export type DeviceBrief = z.infer<typeof deviceBrief>

/** An entry in short, with what it explains. */
export const entryBrief = entryInShort.extend({
  /** Names of devices whose silence it explains; at most twelve. */
  behind: z.array(z.string()),
  /** How many more it explains. */
  behindMore: z.number().int(),
})
export type EntryBrief = z.infer<typeof entryBrief>

/** An incident with its weightiest entries: those that are open, then the newest; at most eight, and two of each of three hundred. */
export const incidentBrief = incident.extend({
  entries: z.array(entryBrief),
  /** How many of those that are not here are open. */
  moreOpen: z.number().int(),
  /** Of a printer: how many prints others report as failed there since its worst open entry began. */
  failedPrints: z.number().int(),
})
export type IncidentBrief = z.infer<typeof incidentBrief>

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
  /** Those of the 24 hours before, to compare with. */
  countsBefore: z.record(kind, z.number().int()),
  incidents: z.array(incidentBrief),
  /** Open entries that explain others, and those they explain; the oldest 600. */
  explained: z.array(entryBrief),
  devices: z.array(deviceBrief),
  /** What the agent itself is missing. */
  lacks: z.array(lack),
  nextDigestAt: moment.nullable(),
})
export type Overview = z.infer<typeof overview>

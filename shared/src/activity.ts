import { z } from 'zod'
import { networks } from './cause.ts'
import { id, line, moment, momentIn, page, paragraph } from './field.ts'
import { kind, kinds } from './kind.ts'

export const sources = ['probe', 'checkin', 'ingest', 'agent'] as const
export type Source = (typeof sources)[number]

/** Facts behind an entry: what filled the words, and the readings that led to the verdict. */
export const detail = z.record(z.string(), z.unknown())
export type Detail = z.infer<typeof detail>

/** An entry of the activity log, as the API gives it. One entry is one failure, from beginning to end. */
export const entry = z.strictObject({
  id,
  at: moment,
  endedAt: moment.nullable(),
  kind,
  cause: z.string(),
  deviceId: z.string().nullable(),
  deviceName: z.string().nullable(),
  probe: z.string().nullable(),
  source: z.enum(sources),
  message: z.string(),
  advice: z.string(),
  attempts: z.number().int(),
  occurrences: z.number().int(),
  network: z.enum(networks),
  incidentId: z.string().nullable(),
  explainedBy: z.string().nullable(),
  rule: z.string(),
  detail,
})
export type Entry = z.infer<typeof entry>

/** An entry as it is kept: words are made from `cause` and `detail` when someone reads it, in their language. */
export interface EntryRecord extends Omit<Entry, 'message' | 'advice' | 'network'> {
  /** Never repeats within one database; a hub takes entries over in this order. */
  sequence: number
  /** The text of an ingested entry, kept as it came; `null` where words are made from the cause. */
  text: string | null
}

/** An entry without what its looks found. */
export type EntryOutline = Omit<EntryRecord, 'detail'>

/** What belongs to an entry: the outage behind it, what it explains itself, and what else happened in the same span. */
export const relatedEntries = z.strictObject({
  explainedBy: entry.nullable(),
  /** The first 100. */
  explains: z.array(entry),
  /** Of the same incident, without the entry itself; the newest 100, oldest first. */
  sameIncident: z.array(entry),
})
export type RelatedEntries = z.infer<typeof relatedEntries>

export const notice = z.strictObject({
  id,
  at: moment,
  endedAt: moment.nullable(),
  cause: z.string(),
  deviceId: z.string().nullable(),
  deviceName: z.string().nullable(),
  message: z.string(),
  detail,
})
export type Notice = z.infer<typeof notice>
export interface NoticeRecord extends Omit<Notice, 'message'> {
  text: string | null
}

/** `Fail,Offline` in an address. */
const kindList = z
  .string()
  .transform((text) => text.split(',').map((word) => word.trim()))
  .pipe(z.array(kind).min(1).max(kinds.length))

/** `yes,maybe` in an address. */
const networkList = z
  .string()
  .transform((text) => text.split(',').map((word) => word.trim()))
  .pipe(z.array(z.enum(networks)).min(1).max(networks.length))

const causeCode = z.string().regex(/^[a-z][a-z0-9_]{0,63}$/u)
/** `paper_out,cover_open` in an address. */
const causeList = z
  .string()
  .transform((text) => text.split(',').map((word) => word.trim()))
  .pipe(z.array(causeCode).min(1).max(20))

const filterFields = {
  kinds: kindList.optional(),
  deviceId: id.optional(),
  /** Devices that stand there now. */
  place: line(1, 60).optional(),
  causes: causeList.optional(),
  /** Whether the local network has to do with the cause. */
  network: networkList.optional(),
  since: momentIn.optional(),
  until: momentIn.optional(),
  /** Found in the device's name, the text, the cause or the detail; any case. */
  q: line(1, 100).optional(),
}
export const activityFilter = z.strictObject(filterFields)
export type ActivityFilter = z.infer<typeof activityFilter>
export const activityQuery = z.strictObject({ ...filterFields, ...page })
export type ActivityQuery = z.infer<typeof activityQuery>

/** Something that a POS, an iPad or another system reports. */
export const ingested = z.strictObject({
  message: paragraph(2000)
    .min(1)
    .refine((text) => text.trim() !== '', { error: 'required' }),
  kind: kind.optional(),
  cause: causeCode.optional(),
  at: momentIn.optional(),
  endedAt: momentIn.optional(),
  /** An id, an address or a name. */
  device: line(1, 253).optional(),
  /** A sender's own id of the event: a repeated one is harmless. */
  key: line(1, 200).optional(),
})
export type Ingested = z.infer<typeof ingested>

export const activitySummary = z.strictObject({
  since: moment,
  until: moment,
  total: z.number().int(),
  kinds: z.record(kind, z.number().int()),
  devices: z.array(
    z.strictObject({
      deviceId: z.string().nullable(),
      deviceName: z.string().nullable(),
      total: z.number().int(),
      kinds: z.record(kind, z.number().int()),
    }),
  ),
  hours: z.array(z.strictObject({ at: moment, kinds: z.record(kind, z.number().int()) })),
})
export type ActivitySummary = z.infer<typeof activitySummary>

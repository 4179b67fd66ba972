import { z } from 'zod'
import { id, localDate, moment, paragraph } from './field.ts'
import { kind } from './kind.ts'

/** So long the distributor reviews a new venue day by day, as a rule. */
export const rolloutDays = 7
/** So many whole days below the threshold, one after the other, before a venue is handed over. */
export const calmDays = 3
/** A day stays below this where no Error Follow Up says what is too many. */
export const usualThreshold = 5
/** Gateway answers slower than this, ms, are felt at the till. */
export const mostGatewayMs = 50
export const mostNotes = 200
const longestNote = 1000

/** What a new venue needs, in the order in which it is told. */
export const checks = [
  'addresses',
  'local_network',
  'test_slip',
  'digest',
  'mail',
  'latency',
  'clock',
  'backup',
  'help',
] as const
export const check = z.enum(checks)
export type Check = z.infer<typeof check>

/** What no machine can see, and a person may confirm. */
export const confirmable: readonly Check[] = ['addresses', 'local_network', 'test_slip', 'digest', 'help']

/** `unknown`: neither what the box saw nor a person says so; it is never taken for done. */
export const checkStates = ['open', 'unknown', 'done'] as const
export type CheckState = (typeof checkStates)[number]

/** Why something stands as it does; each has its words in `locales/…/rollout.json`. */
export const checkReasons = [
  'confirmed',
  'moved',
  'kept',
  'kept_briefly',
  'silent',
  'denied',
  'pad_prints',
  'no_checkin',
  'not_told',
  'slip_printed',
  'no_slip',
  'not_by_us',
  'no_recipients',
  'stopped',
  'mail_failed',
  'delivered',
  'accepted',
  'none_sent',
  'mail_not_set',
  'mail_paused',
  'mail_works',
  'fast',
  'slow',
  'not_measured',
  'clock_synced',
  'clock_wrong',
  'clock_unknown',
  'backup_made',
  'backup_old',
  'no_backup',
  'no_contact_set',
  'not_tried',
  'no_devices',
] as const
export const checkReason = z.enum(checkReasons)
export type CheckReason = z.infer<typeof checkReason>

/** One thing that a point is about: a printer, an iPad, a recipient, or the box itself (`name` is empty then). */
export const checkSubject = z.strictObject({
  name: z.string(),
  deviceId: z.string().nullable(),
  state: z.enum(checkStates),
  reason: checkReason,
  at: moment.nullable(),
  /** Milliseconds, where it is about how long something takes. */
  ms: z.number().nullable(),
  /** Who confirmed it; `null`: nobody, or somebody who is gone. */
  by: z.string().nullable(),
})
export type CheckSubject = z.infer<typeof checkSubject>

export const checkPoint = z.strictObject({
  check,
  state: z.enum(checkStates),
  /** The worst first, at most 50. */
  subjects: z.array(checkSubject),
  /** How many more there are. */
  more: z.number().int(),
})
export type CheckPoint = z.infer<typeof checkPoint>

/**
 * `today` goes on; `first` is the day of the installation, of which a part was watched; `loud`: from the threshold on;
 * `unwatched`: quiet, but the box looked for less than nine tenths of it, so that it proves nothing.
 */
export const dayStates = ['today', 'first', 'calm', 'loud', 'unwatched'] as const
export const rolloutDay = z.strictObject({
  date: localDate,
  since: moment,
  until: moment,
  state: z.enum(dayStates),
  kinds: z.record(kind, z.number().int()),
  /** Of the kinds that the threshold counts. */
  counted: z.number().int(),
})
export type RolloutDay = z.infer<typeof rolloutDay>

export const rolloutNote = z.strictObject({
  id,
  at: moment,
  by: z.string().nullable(),
  /** Whoever asks wrote it. */
  mine: z.boolean(),
  text: z.string(),
})
export type RolloutNote = z.infer<typeof rolloutNote>
export const rolloutNoteInput = z.strictObject({
  text: paragraph(longestNote).refine((text) => text.trim() !== '', { error: 'required' }),
})

/** The first days of a venue, as its distributor reviews them. */
export const rollout = z.strictObject({
  at: moment,
  venue: z.string(),
  installedAt: moment,
  /** The day that runs, from 1. */
  day: z.number().int(),
  threshold: z.strictObject({
    errors: z.number().int(),
    kinds: z.array(kind),
    /** The Error Follow Up that says so; `null`: the usual. */
    followUp: z.string().nullable(),
  }),
  /** The first fourteen. */
  days: z.array(rolloutDay),
  /** Calm days one after the other, up to yesterday. */
  calm: z.number().int(),
  /** Where most of the last three days came from, the worst first. */
  worst: z.array(z.strictObject({ deviceId: z.string().nullable(), name: z.string(), total: z.number().int() })),
  points: z.array(checkPoint),
  /** Newest first. */
  notes: z.array(rolloutNote),
  handedOver: z.strictObject({ at: moment, by: z.string().nullable() }).nullable(),
})
export type Rollout = z.infer<typeof rollout>

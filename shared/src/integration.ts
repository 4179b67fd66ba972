import { z } from 'zod'
import { email, id, language, line, moment, timeOfDay } from './field.ts'
import { kind, kinds } from './kind.ts'
import { recipient } from './recipient.ts'

/** Several addresses: an array, or one text with commas, semicolons, blanks or line feeds between them. Doubles go. */
export const emailList = z
  .union([
    z.array(z.string()),
    z
      .string()
      .max(20_000)
      .transform((text) => text.split(/[\s,;]+/u).filter((part) => part !== '')),
  ])
  .transform((list) => list.map((address) => address.trim()))
  .pipe(z.array(email).min(1).max(50))
  .transform((list) => [...new Map(list.map((address) => [address.toLowerCase(), address])).values()])

/** The language of those who read another than the integration's, by address; kept in lower case. */
const languages = z
  .record(email, language)
  .refine((map) => Object.keys(map).length <= 50, { error: 'invalid' })
  .transform((map) => Object.fromEntries(Object.entries(map).map(([address, code]) => [address.toLowerCase(), code])))

/** Weekdays without a digest, Monday is 1; one day at least has to be left. */
const quietDays = z
  .array(z.number().int().min(1).max(7))
  .max(100)
  .transform((days) => [...new Set(days)].sort((one, other) => one - other))
  .refine((days) => days.length < 7, { error: 'no_day_left' })

/** The form of Error Follow Up, as kept in `venue.json`. */
export const errorFollowUp = z.strictObject({
  type: z.literal('error-follow-up'),
  active: z.boolean().default(true),
  name: line(1, 60),
  test: z.boolean().default(false),
  emails: emailList,
  minimumErrors: z.number().int().min(1).max(9999).default(1),
  kinds: z
    .array(kind)
    .min(1)
    .transform((list) => kinds.filter((name) => list.includes(name)))
    .default([...kinds]),
  sendAt: timeOfDay.default('07:00'),
  language: language.optional(),
  languages: languages.default({}),
  /** Off: what is over by the time of the run is neither counted nor listed. */
  includeRecovered: z.boolean().default(true),
  /** On: each digest carries its entries as CSV; off: only one that cannot list them all. */
  attachCsv: z.boolean().default(false),
  /** A sign of life where no mail was sent for seven days. */
  weeklyAlive: z.boolean().default(false),
  quietDays: quietDays.default([]),
})
export type ErrorFollowUp = z.infer<typeof errorFollowUp>

/** Why a run sent a mail, or did not. */
export const runReasons = [
  'sent',
  'queued',
  'no_errors',
  'below_threshold',
  'inactive',
  'quiet_day',
  'opted_out',
] as const
export const runReason = z.enum(runReasons)
export type RunReason = z.infer<typeof runReason>

/** Entries by kind; has exactly the chosen kinds. */
export const counts = z.partialRecord(kind, z.number().int())
export type Counts = z.infer<typeof counts>

export const integration = z.strictObject({
  id,
  type: z.literal('error-follow-up'),
  active: z.boolean(),
  name: z.string(),
  test: z.boolean(),
  emails: z.array(z.string()),
  /** The same addresses, and how each stands. */
  recipients: z.array(recipient),
  minimumErrors: z.number().int(),
  kinds: z.array(kind),
  sendAt: timeOfDay,
  language,
  /** By address in lower case; who is not here reads the one above. */
  languages: z.record(z.string(), language),
  includeRecovered: z.boolean(),
  attachCsv: z.boolean(),
  weeklyAlive: z.boolean(),
  quietDays: z.array(z.number().int()),
  /** When the next daily run that may send is due; `null` while inactive. */
  nextRunAt: moment.nullable(),
  lastRun: z
    .strictObject({
      at: moment,
      sent: z.boolean(),
      reason: runReason,
      /** What it found, and from how many on it would have sent; `null` in runs from before this was kept. */
      total: z.number().int(),
      minimumErrors: z.number().int().nullable(),
    })
    .nullable(),
})
export type Integration = z.infer<typeof integration>

/** As kept: who saved it last gets the mails of a test, and days before it was saved are never caught up. */
export const integrationSetting = errorFollowUp.extend({ id, language, savedAt: moment, savedBy: id.nullable() })
export type IntegrationSetting = z.infer<typeof integrationSetting>

export const integrationPatch = z.strictObject({
  active: z.boolean().optional(),
  name: line(1, 60).optional(),
  test: z.boolean().optional(),
  emails: emailList.optional(),
  minimumErrors: z.number().int().min(1).max(9999).optional(),
  kinds: z.array(kind).min(1).optional(),
  sendAt: timeOfDay.optional(),
  language: language.optional(),
  /** Takes the place of all of them. */
  languages: languages.optional(),
  includeRecovered: z.boolean().optional(),
  attachCsv: z.boolean().optional(),
  weeklyAlive: z.boolean().optional(),
  quietDays: quietDays.optional(),
})
export type IntegrationPatch = z.infer<typeof integrationPatch>

/** A kind that rose day by day: what each day counted, oldest first. */
export const rising = z.strictObject({ kind, counts: z.array(z.number().int()) })
export type Rising = z.infer<typeof rising>

export const preview = z.strictObject({
  wouldSend: z.boolean(),
  reason: runReason,
  total: z.number().int(),
  counts,
  /** The worst first. */
  rising: z.array(rising),
})
export type Preview = z.infer<typeof preview>

/** How the mail to one recipient stands. */
export const recipientResult = z.strictObject({
  mailId: z.string(),
  email: z.string(),
  state: z.enum(['queued', 'sent', 'failed']),
  error: z.string().nullable(),
})
export type RecipientResult = z.infer<typeof recipientResult>

/** What a run on demand is asked beside the usual. */
export const runOrder = z.strictObject({
  /** Send a mail also where nothing happened, one that says so. */
  allClear: z.boolean().default(false),
})

/** A run on demand as it goes on; `stage` is `null` where none does. */
export const runProgress = z.strictObject({
  stage: z.enum(['looking', 'counting', 'sending']).nullable(),
  /** Devices looked at, or mails that a server took. */
  done: z.number().int(),
  of: z.number().int(),
})
export type RunProgress = z.infer<typeof runProgress>

/** What made a run: its time of day, a person, or seven days without a mail. */
export const runTriggers = ['daily', 'demand', 'weekly'] as const
export type RunTrigger = (typeof runTriggers)[number]

export const run = z.strictObject({
  id,
  at: moment,
  trigger: z.enum(runTriggers),
  since: moment,
  until: moment,
  test: z.boolean(),
  sent: z.boolean(),
  reason: runReason,
  total: z.number().int(),
  counts,
  /** The threshold that was in force; `null` for a run of an older version. */
  minimumErrors: z.number().int().nullable(),
  digestId: z.string().nullable(),
  recipients: z.array(recipientResult),
})
export type Run = z.infer<typeof run>

export const runResult = z.strictObject({
  sent: z.boolean(),
  reason: runReason,
  counts,
  digestId: z.string().nullable(),
})
export type RunResult = z.infer<typeof runResult>

export const catalogItem = z.strictObject({ type: z.string(), name: z.string(), description: z.string() })

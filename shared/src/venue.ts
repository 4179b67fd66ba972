import { z } from 'zod'
import { channelSetting } from './channel.ts'
import { channelBounds } from './channels.ts'
import { replyTemplate } from './conversation.ts'
import { conversationBounds } from './conversations.ts'
import { address, deviceSetting } from './device.ts'
import { email, id, language, line, moment, momentIn, phone, timezone } from './field.ts'
import { ignoredCandidate } from './identity.ts'
import { integrationSetting } from './integration.ts'
import { openingHours } from './opening-hours.ts'
import { subscription, usage } from './subscription.ts'

export { type OpeningHours, openingHours } from './opening-hours.ts'

/** A span in which nobody wants to hear of the devices named, or of any where none is named. */
export const maintenanceWindow = z
  .strictObject({
    from: momentIn,
    until: momentIn,
    deviceIds: z.array(id).max(500).default([]),
    note: line(0, 200).default(''),
  })
  .refine((window) => window.from < window.until, { error: 'ends_before_it_begins', path: ['until'] })
/** As many as a venue has room for. */
export const mostWindows = 100
export type MaintenanceWindow = z.infer<typeof maintenanceWindow>

/** How long what happened is kept, in days. */
export const retention = z.strictObject({
  minutesDays: z.number().int().min(1).max(60).default(14),
  hoursDays: z.number().int().min(1).max(1500).default(400),
  activityDays: z.number().int().min(15).max(1500).default(400),
  /** Conversations that are over. */
  chatsDays: z.number().int().min(1).max(1500).default(180),
})
export type Retention = z.infer<typeof retention>

/** Subnets in CIDR that the agent may look at by itself. */
export const subnets = z.array(z.union([z.cidrv4(), z.cidrv6()])).max(16)

/** Whom the staff call when they cannot help themselves; empty where nobody is named. */
export const helpContact = z.strictObject({
  name: line(0, 60).default(''),
  phone: z.union([phone, z.literal('')]).default(''),
})
export type HelpContact = z.infer<typeof helpContact>

export const venueSettings = z.strictObject({
  name: line(1, 80),
  address: line(0, 200).default(''),
  help: helpContact.prefault({}),
  openingHours: openingHours.nullable().default(null),
  maintenance: z.array(maintenanceWindow).max(mostWindows).default([]),
  subnets: subnets.default([]),
  retention: retention.prefault({}),
})
export type VenueSettings = z.infer<typeof venueSettings>
/** What changes together; no default fills in what a client left out. */
export const venuePatch = z.strictObject({
  name: line(1, 80).optional(),
  address: line(0, 200).optional(),
  help: helpContact.optional(),
  openingHours: openingHours.nullable().optional(),
  maintenance: z.array(maintenanceWindow).max(100).optional(),
  subnets: subnets.optional(),
  retention: retention.partial().optional(),
})
export type VenuePatch = z.infer<typeof venuePatch>

/** Not trimmed: a blank may be part of it. A control character never is, and would end the line that carries it. */
const mailPassword = z
  .string()
  .max(500)
  .refine((text) => !/\p{Cc}/u.test(text) && text.isWellFormed(), { error: 'unseen_characters' })

/** Outgoing mail. `starttls`: the connection must become encrypted; `tls`: it is from the start; `auto`: STARTTLS where offered. */
export const mailSettings = z.strictObject({
  host: address,
  /** Never a printer's own: what is said there is printed. */
  port: z
    .number()
    .int()
    .min(1)
    .max(65_535)
    .refine((port) => port !== 9100, { error: 'print_port' }),
  security: z.enum(['auto', 'starttls', 'tls']).default('auto'),
  user: line(0, 254).default(''),
  password: mailPassword.default(''),
  from: email,
})
export type MailSettings = z.infer<typeof mailSettings>
/** A password that is left out stays as it is. */
export const mailInput = mailSettings.extend({ password: mailPassword.optional() })
export type MailInput = z.infer<typeof mailInput>
/** The password can be written, never read back. */
export const mailView = z.strictObject({
  configured: z.boolean(),
  /** `environment`: SERENO_SMTP_URL overrides what is saved. */
  source: z.enum(['environment', 'saved', 'none']),
  host: z.string().nullable(),
  port: z.number().nullable(),
  security: z.enum(['auto', 'starttls', 'tls']).nullable(),
  /** Told only to those who may change it. */
  user: z.string().nullable(),
  passwordSet: z.boolean(),
  from: z.string().nullable(),
  /** Waiting mails, and why the queue is paused, if it is. */
  waiting: z.number().int(),
  paused: z.string().nullable(),
  /** Why one that waits was not taken, and when the next is tried. */
  lastError: z.string().nullable(),
  nextTryAt: moment.nullable(),
})
export type MailView = z.infer<typeof mailView>

/** The steps of a test mail, in order; each waits for the one before. */
export const mailStages = ['resolved', 'connected', 'encrypted', 'signed_in', 'accepted'] as const
export const mailTest = z.strictObject({
  ok: z.boolean(),
  stages: z.array(
    z.strictObject({
      stage: z.enum(mailStages),
      state: z.enum(['done', 'failed', 'skipped', 'waiting']),
      /** What the server said, or what went wrong; in the reader's language where the words are ours. */
      detail: z.string().nullable(),
    }),
  ),
})
export type MailTest = z.infer<typeof mailTest>

const supportEmail = z.union([email, z.literal('')])

export const account = z.strictObject({
  company: line(1, 80),
  email,
  language,
  timezone,
  createdAt: moment,
  /** Where support tickets are mailed to; empty or left out: to the advisors who have an account here. */
  supportEmail: supportEmail.optional(),
  /** Left out: the plan Community, without limits. */
  subscription: subscription.optional(),
})
export type Account = z.infer<typeof account>
export const accountPatch = account.omit({ createdAt: true, subscription: true }).partial()

/** The account as the API tells of it. */
export const accountView = account.omit({ subscription: true }).extend({ ...subscription.shape, usage })
export type AccountView = z.infer<typeof accountView>

/** `venue.json`: everything that people set, in one document that a person may read and edit. */
export const venueDocument = z.strictObject({
  $schema: z.string().optional(),
  version: z.literal(1),
  /** `null` until the first set-up. */
  account: account.nullable(),
  venue: venueSettings,
  devices: z.array(deviceSetting).max(1000),
  integrations: z.array(integrationSetting).max(100),
  mail: mailSettings.nullable(),
  /** What was found on the network and nobody wants to hear of. */
  ignored: z.array(ignoredCandidate).max(500).default([]),
  channels: z.array(channelSetting).max(channelBounds.channels).default([]),
  /** HTTPS, of a tunnel or a proxy: where Meta reaches us; `null`: there is none. */
  publicAddress: z.string().max(300).nullable().default(null),
  /** Texts that operators insert. */
  replyTemplates: z.array(replyTemplate).max(conversationBounds.templates).default([]),
})
export type VenueDocument = z.infer<typeof venueDocument>

export const emptyVenue = (): VenueDocument =>
  venueDocument.parse({
    version: 1,
    account: null,
    venue: { name: 'Sereno' },
    devices: [],
    integrations: [],
    mail: null,
  })

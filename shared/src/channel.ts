import { z } from 'zod'
import { activationStages, channelBounds, channelStatuses, channelTroubles, channelTypes } from './channels.ts'
import { id, language, line, moment, paragraph } from './field.ts'
import { openingHours } from './opening-hours.ts'

export const channelType = z.enum(channelTypes)
export const channelStatus = z.enum(channelStatuses)

/** The site of a web page that may show the widget: `https://www.barpepe.es`, kept as browsers write it. */
const origin = z
  .string()
  .trim()
  .max(200)
  .transform((text, context) => {
    const read = URL.canParse(text) ? new URL(text) : null
    if (read === null || !/^https?:$/u.test(read.protocol) || read.username !== '' || read.pathname !== '/') {
      context.addIssue({ code: 'custom', message: 'not_an_origin' })
      return z.NEVER
    }
    return read.origin
  })

/** `#rrggbb`. */
const color = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^#[0-9a-f]{6}$/u, { error: 'not_a_color' })

/** How live chat looks and when somebody answers. */
export const liveChatSettings = z.strictObject({
  color: color.default('#1d4ed8'),
  /** What the visitor reads first; empty: our own words in their language. */
  greeting: paragraph(channelBounds.greetingLength).default(''),
  /** When somebody answers; `null`: the opening hours of the venue, or always where it has none. */
  hours: openingHours.nullable().default(null),
  /** What is said outside those hours; empty: our own words. */
  awayText: paragraph(channelBounds.awayLength).default(''),
  /** `null`: the visitor's own. */
  language: language.nullable().default(null),
  /** Other sites whose pages may show the widget; our own always may. */
  origins: z.array(origin).max(channelBounds.origins).default([]),
})
export type LiveChatSettings = z.infer<typeof liveChatSettings>

/** A Facebook page. Its secrets are sealed, and never read back. */
export const messengerSettings = z.strictObject({
  pageId: z.string().max(64).default(''),
  pageName: line(0, 200).default(''),
  /** App secret, page token and verify token, as one sealed text; not connected as long as there is no `pageId`. */
  sealed: z.string().max(8000).default(''),
})

/** A number of the WhatsApp Business Platform. */
export const whatsappSettings = z.strictObject({
  stage: z.enum(activationStages).default('none'),
  /** The ticket that asked for it. */
  ticket: z.number().int().nullable().default(null),
  phoneNumberId: z.string().max(64).default(''),
  /** As people dial it. */
  phone: line(0, 40).default(''),
  /** What is sent where the contact last wrote over 24 hours ago; both empty: nothing can be. */
  templateName: line(0, 512).default(''),
  templateLanguage: line(0, 16).default(''),
  sealed: z.string().max(8000).default(''),
})

const common = {
  id,
  name: line(1, 60),
  /** Switched on by a person. */
  active: z.boolean(),
  createdAt: moment,
  /** Since when it is on or off. */
  since: moment,
}

/** A channel in `venue.json`. */
export const channelSetting = z.discriminatedUnion('type', [
  z.strictObject({
    ...common,
    type: z.literal('live-chat'),
    settings: liveChatSettings,
    /** What sites sign their visitors' ids with, sealed; empty: nobody asked for it yet. */
    sealed: z.string().max(500).default(''),
  }),
  z.strictObject({ ...common, type: z.literal('messenger'), settings: messengerSettings }),
  z.strictObject({ ...common, type: z.literal('whatsapp'), settings: whatsappSettings }),
])
export type ChannelSetting = z.infer<typeof channelSetting>
export type LiveChat = Extract<ChannelSetting, { type: 'live-chat' }>
export type Messenger = Extract<ChannelSetting, { type: 'messenger' }>
export type WhatsApp = Extract<ChannelSetting, { type: 'whatsapp' }>

/** A text that is a secret of Meta's: one line, nothing unseen. */
const secret = line(1, 2000)
const graphId = z
  .string()
  .trim()
  .regex(/^\d{1,32}$/u, { error: 'not_a_graph_id' })

/** What connects a Facebook page: the page's id and token, and the app's secret. The token that Meta verifies us by is ours. */
export const messengerCredentials = z.strictObject({ pageId: graphId, pageToken: secret, appSecret: secret })
export type MessengerCredentials = z.infer<typeof messengerCredentials>

export const whatsappCredentials = z.strictObject({
  phoneNumberId: graphId,
  token: secret,
  appSecret: secret,
  templateName: line(0, 512).default(''),
  templateLanguage: line(0, 16).default(''),
})
export type WhatsAppCredentials = z.infer<typeof whatsappCredentials>

export const channelInput = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('live-chat'),
    name: line(1, 60),
    active: z.boolean().default(true),
    settings: liveChatSettings.prefault({}),
  }),
  z.strictObject({ type: z.literal('messenger'), name: line(1, 60) }),
  z.strictObject({ type: z.literal('whatsapp'), name: line(1, 60) }),
])
export type ChannelInput = z.output<typeof channelInput>

/** What changes together. `settings` only where it is a live chat, credentials only where it is of that type. */
export const channelPatch = z.strictObject({
  name: line(1, 60).optional(),
  active: z.boolean().optional(),
  settings: liveChatSettings.partial().optional(),
  messenger: messengerCredentials.optional(),
  whatsapp: whatsappCredentials.optional(),
  /** The sales area agreed: only an advisor says so. */
  approved: z.literal(true).optional(),
})
export type ChannelPatch = z.output<typeof channelPatch>

/** A channel as the API shows it. */
export const channel = z.strictObject({
  id,
  type: channelType,
  name: z.string(),
  active: z.boolean(),
  status: channelStatus,
  since: moment,
  createdAt: moment,
  trouble: z.enum(channelTroubles).nullable(),
  /** The trouble, or what is still to be done, in the reader's language; `null` where all is well. */
  detail: z.string().nullable(),
  lastMessageAt: moment.nullable(),
  liveChat: liveChatSettings.nullable(),
  /** Live chat: where an HTTPS page may load the widget from, the public address first; empty: nowhere yet. */
  widgetOrigins: z.array(z.string()).nullable(),
  messenger: z
    .strictObject({
      connected: z.boolean(),
      pageId: z.string(),
      pageName: z.string(),
      /** What to enter at Meta; `null`: there is no public address yet. Told only to managers. */
      webhookUrl: z.string().nullable(),
      verifyToken: z.string().nullable(),
    })
    .nullable(),
  whatsapp: z
    .strictObject({
      stage: z.enum(activationStages),
      ticket: z.number().int().nullable(),
      phone: z.string(),
      phoneNumberId: z.string(),
      templateName: z.string(),
      templateLanguage: z.string(),
      webhookUrl: z.string().nullable(),
      verifyToken: z.string().nullable(),
    })
    .nullable(),
})
export type Channel = z.infer<typeof channel>

/** The address under which the internet reaches this box: HTTPS, of a tunnel or a proxy. */
export const publicAddress = z
  .string()
  .trim()
  .max(300)
  .transform((text, context) => {
    const read = URL.canParse(text) ? new URL(text) : null
    if (read === null || read.protocol !== 'https:' || read.username !== '' || read.search !== '' || read.hash !== '') {
      context.addIssue({ code: 'custom', message: 'not_a_public_address' })
      return z.NEVER
    }
    return read.href.replace(/\/+$/u, '')
  })

/**
 * `reached`: whether it leads to us, asked when it was set. `other`: somebody else answers. `local`: its name leads into the
 * local network from here, so that it cannot be seen. `null`: there is no address.
 */
export const publicAddressSet = z.strictObject({
  url: z.string().nullable(),
  reached: z.enum(['yes', 'no', 'other', 'local']).nullable(),
})
export type PublicAddressSet = z.infer<typeof publicAddressSet>

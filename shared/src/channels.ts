// What a page needs of the channels, without the schemas.

/** The ways in which people talk to us; each is a folder of the agent's `channels/`, but for live chat, which we serve ourselves. */
export const channelTypes = ['live-chat', 'messenger', 'whatsapp'] as const
export type ChannelType = (typeof channelTypes)[number]

/** `inactive`: off, or not set up yet. `needs_attention`: on, and something is wrong with it. */
export const channelStatuses = ['active', 'inactive', 'needs_attention'] as const
export type ChannelStatus = (typeof channelStatuses)[number]

/** What can be wrong with one. `token`: its credentials are refused or run out soon. `silent`: nothing comes in though it should. */
export const channelTroubles = ['token', 'silent'] as const
export type ChannelTrouble = (typeof channelTroubles)[number]

/** How far WhatsApp is: asked for, agreed by the sales area, or on with its credentials. */
export const activationStages = ['none', 'requested', 'approved', 'active'] as const
export type ActivationStage = (typeof activationStages)[number]

export const channelBounds = {
  channels: 20,
  origins: 20,
  greetingLength: 300,
  awayLength: 500,
} as const

/** So long Meta lets an answer be a free text after the contact last wrote (Messenger and WhatsApp platform policies). */
export const metaWindowMs = 24 * 3_600_000

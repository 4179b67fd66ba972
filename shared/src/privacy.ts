import { z } from 'zod'
import { channelType } from './channel.ts'
import { line } from './field.ts'

/** What leaves the box, and where a person decides of it. */
export const waysOut = [
  'digests',
  'letters',
  'tickets',
  'messenger',
  'whatsapp',
  'push',
  'webhooks',
  'tokens',
  'updates',
  'internet_check',
] as const
export type WayOut = (typeof waysOut)[number]

export const wayOut = z.strictObject({
  way: z.enum(waysOut),
  /** Whether anything goes out by it now. */
  on: z.boolean(),
  /** Who or what gets it; the first hundred. */
  to: z.array(z.string()),
})

/** Where people are named, by what it is called on the dashboard. */
export const personalPlaces = [
  'users',
  'recipients',
  'outbox',
  'tickets',
  'conversations',
  'leads',
  'incidents',
  'audit',
  'webhook_deliveries',
  'rollout',
  'account',
  'help',
  'follow_up',
  'locks',
  'notes',
  'mail',
] as const
export type PersonalPlace = (typeof personalPlaces)[number]

export const privacyView = z.strictObject({
  waysOut: z.array(wayOut),
  /** How many of each sort of people there are. */
  people: z.strictObject({
    users: z.number().int(),
    /** Readers of digests who are no users. */
    readers: z.number().int(),
    /** Of support tickets. */
    tickets: z.number().int(),
    /** Also those that are over. */
    conversations: z.number().int(),
  }),
  /** How many nights a backup keeps what was erased here. */
  backupNights: z.number().int(),
})
export type PrivacyView = z.infer<typeof privacyView>

/** Someone is looked for by an e-mail, a phone or a name. */
export const personalQuery = z.strictObject({ q: line(3, 254) })

export const personalFound = z.strictObject({
  /** The user that they are; their own export and deletion are for them. */
  userId: z.string().nullable(),
  places: z.array(
    z.strictObject({ place: z.enum(personalPlaces), count: z.number().int(), names: z.array(z.string()) }),
  ),
})
export type PersonalFound = z.infer<typeof personalFound>

/** A contact, looked for by all of a name, e-mail, phone or id of theirs, or by the id of their conversation. */
export const chatsQuery = z.strictObject({ q: line(1, 254) })

/** How many conversations of a contact there are, by channel; what is in them is their pickers' alone. */
export const chatsFound = z.strictObject({
  channels: z.array(z.strictObject({ type: channelType, name: z.string(), count: z.number().int() })),
})
export type ChatsFound = z.infer<typeof chatsFound>

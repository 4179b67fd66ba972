import { z } from 'zod'
import { timeOfDay } from './field.ts'
import {
  conversationOrders,
  deviceOrders,
  type NotificationChoices,
  soundNames,
  ticketOrders,
} from './notification-rules.ts'

export {
  isQuietFor,
  type NotificationChoices,
  type NotificationEvent,
  type NotificationWay,
  notificationEvents,
  notificationWays,
  type PersonalQuietHours,
  type SoundName,
  soundNames,
  usualChoices,
  wants,
} from './notification-rules.ts'

const personalQuietHours = z
  .strictObject({ from: timeOfDay, to: timeOfDay })
  .refine(({ from, to }) => from !== to, { error: 'ends_where_it_begins', path: ['to'] })

const ways = z.strictObject({ page: z.boolean(), push: z.boolean(), email: z.boolean() })

/** `NotificationChoices` as they come in; whole. */
export const notificationChoices = z.strictObject({
  allow: z.strictObject({ push: z.boolean(), email: z.boolean() }),
  events: z.strictObject({
    incident_opened: ways,
    incident_closed: ways,
    message: ways,
    ticket: ways,
    device_found: ways,
  }),
  newsletters: z.strictObject({ weekly: z.boolean(), product: z.boolean() }),
  sound: z.strictObject({ name: z.enum([...soundNames, 'off']), volume: z.number().min(0).max(1) }),
  /** No sound and no push then; mails that were chosen come afterwards. */
  quietHours: personalQuietHours.nullable(),
  sorting: z.strictObject({
    conversations: z.enum(conversationOrders),
    devices: z.enum(deviceOrders),
    tickets: z.enum(ticketOrders),
  }),
}) satisfies z.ZodType<NotificationChoices>

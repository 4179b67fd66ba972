import { z } from 'zod'
import { timeOfDay } from './field.ts'
import { conversationOrders, deviceOrders, soundNames, ticketOrders } from './notification-rules.ts'

export {
  isQuietFor,
  type NotificationEvent,
  type NotificationWay,
  notificationEvents,
  notificationWays,
  type SoundName,
  soundNames,
  usualChoices,
  wants,
} from './notification-rules.ts'

/** Hours of each day by the clock of the venue. `to` before `from` means the next day. */
export const personalQuietHours = z
  .strictObject({ from: timeOfDay, to: timeOfDay })
  .refine(({ from, to }) => from !== to, { error: 'ends_where_it_begins', path: ['to'] })
export type PersonalQuietHours = z.infer<typeof personalQuietHours>

const ways = z.strictObject({ page: z.boolean(), push: z.boolean(), email: z.boolean() })

/** How a person wants to be told, and in what order they like their lists. */
export const notificationChoices = z.strictObject({
  /** Over the matrix: what is not allowed here does not go out, whatever the matrix says. */
  allow: z.strictObject({ push: z.boolean(), email: z.boolean() }),
  events: z.strictObject({
    incident_opened: ways,
    incident_closed: ways,
    message: ways,
    ticket: ways,
    device_found: ways,
  }),
  /** Mails that nothing depends on: a summary each week, and what is new after an update. */
  newsletters: z.strictObject({ weekly: z.boolean(), product: z.boolean() }),
  sound: z.strictObject({ name: z.enum([...soundNames, 'off']), volume: z.number().min(0).max(1) }),
  /** No sound and no push then. Mails and what is on the page make no noise, and come all the same. */
  quietHours: personalQuietHours.nullable(),
  sorting: z.strictObject({
    conversations: z.enum(conversationOrders),
    devices: z.enum(deviceOrders),
    tickets: z.enum(ticketOrders),
  }),
})
export type NotificationChoices = z.infer<typeof notificationChoices>

import { wallOf } from './wall.ts'

// What a page needs of the notifications, without the schemas.

/** `message`: a new one, for whoever is to answer it. `ticket`: the state of one has changed. */
export const notificationEvents = ['incident_opened', 'incident_closed', 'message', 'ticket', 'device_found'] as const
export type NotificationEvent = (typeof notificationEvents)[number]

/** `page`: on a page that is open. `push`: to browsers that subscribed. `email`: to the confirmed address. */
export const notificationWays = ['page', 'push', 'email'] as const
export type NotificationWay = (typeof notificationWays)[number]

export const soundNames = ['bell', 'glass', 'wood', 'drop', 'harp', 'whistle'] as const
export type SoundName = (typeof soundNames)[number]

export const conversationOrders = ['newest', 'oldest', 'unanswered'] as const
export const deviceOrders = ['severity', 'name', 'last_seen'] as const
export const ticketOrders = ['updated', 'newest', 'urgency'] as const

/** Hours of each day by the clock of the venue, `HH:MM`. `to` before `from` means the next day. */
export interface PersonalQuietHours {
  from: string
  to: string
}

/** How a person wants to be told, and in what order they like their lists. */
export interface NotificationChoices {
  /** Over the matrix: what is not allowed here does not go out, whatever the matrix says. */
  allow: { push: boolean; email: boolean }
  events: Record<NotificationEvent, Record<NotificationWay, boolean>>
  /** Mails that nothing depends on: a summary each week, and what is new after an update. */
  newsletters: { weekly: boolean; product: boolean }
  /** `volume`: 0 to 1. */
  sound: { name: SoundName | 'off'; volume: number }
  /** No sound and no push then. Mails and what is on the page make no noise, and come all the same. */
  quietHours: PersonalQuietHours | null
  sorting: {
    conversations: (typeof conversationOrders)[number]
    devices: (typeof deviceOrders)[number]
    tickets: (typeof ticketOrders)[number]
  }
}

/** What holds for whoever has chosen nothing. */
export const usualChoices: NotificationChoices = {
  allow: { push: false, email: true },
  events: {
    incident_opened: { page: true, push: true, email: false },
    incident_closed: { page: true, push: false, email: false },
    message: { page: true, push: true, email: true },
    ticket: { page: true, push: false, email: true },
    device_found: { page: true, push: false, email: false },
  },
  newsletters: { weekly: false, product: false },
  sound: { name: 'bell', volume: 0.6 },
  quietHours: null,
  sorting: { conversations: 'unanswered', devices: 'severity', tickets: 'updated' },
}

/** Whether a person wants to be told of an event in a way. Notices of the system itself are not asked about here. */
export const wants = (
  { allow, events }: Pick<NotificationChoices, 'allow' | 'events'>,
  event: NotificationEvent,
  way: NotificationWay,
): boolean => events[event][way] && (way === 'page' || allow[way])

/** Whether `at` (ms since 1970) lies in a person's quiet hours, by the clock on the wall of the venue. */
export function isQuietFor(hours: PersonalQuietHours | null, timezone: string, at: number): boolean {
  if (hours === null) return false
  const { hour, minute } = wallOf(at, timezone)
  const now = hour * 60 + minute
  const [from, to] = [minuteOf(hours.from), minuteOf(hours.to)]
  return from < to ? from <= now && now < to : from <= now || now < to
}

function minuteOf(text: string): number {
  const [hour = 0, minute = 0] = text.split(':').map(Number)
  return hour * 60 + minute
}

import type { NotificationChoices } from '@sereno/shared/notifications.ts'

/** How people want to be told. */
export interface Notifications {
  /** What a person chose; what is usual where they chose nothing. */
  of(userId: string): Promise<NotificationChoices>
  set(userId: string, choices: NotificationChoices): Promise<void>
}

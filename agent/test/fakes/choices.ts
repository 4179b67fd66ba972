import { type NotificationChoices, type NotificationEvent, usualChoices } from '@sereno/shared/notifications.ts'

/** What is usual, but with mails of these events alone. */
export const byMail = (
  events: readonly NotificationEvent[],
  differing: Partial<NotificationChoices> = {},
): NotificationChoices => {
  const all = structuredClone(usualChoices)
  for (const [event, ways] of Object.entries(all.events)) ways.email = events.includes(event as NotificationEvent)
  return { ...all, ...differing }
}

import type { NotificationChoices } from '@sereno/shared/notifications.ts'
import { noteChanges } from '../audit/note.ts'
import type { Caller, House } from '../house.ts'

/** How I want to be told. */
export const getNotifications = ({ store }: House, { userId }: Caller): Promise<NotificationChoices> =>
  store.notifications.of(userId)

export async function setNotifications(
  { store }: House,
  { userId }: Caller,
  choices: NotificationChoices,
): Promise<NotificationChoices> {
  const before = await store.notifications.of(userId)
  await store.notifications.set(userId, choices)
  noteChanges(before, choices)
  return choices
}

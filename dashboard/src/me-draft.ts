import type { NotificationChoices } from '@sereno/shared/notifications.ts'
import type { Person } from '@sereno/shared/person.ts'

export type WhoDraft = ReturnType<typeof whoOf>

/** Of a person what they change in the form. */
export const whoOf = ({ fullName, jobTitle, phone, email, companyName, language }: Person) => ({
  fullName,
  jobTitle,
  phone: phone ?? '',
  email,
  companyName,
  language,
})

const isThing = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
export const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

/**
 * My choices on top of those that are kept by now: what I did not touch is as another page of mine left it. Quiet hours
 * are one choice.
 */
export const onTopOf = (
  mine: NotificationChoices,
  before: NotificationChoices,
  kept: NotificationChoices,
): NotificationChoices => ({
  ...(merged({ ...mine, quietHours: null }, before, kept) as NotificationChoices),
  quietHours: isSame(mine.quietHours, before.quietHours) ? kept.quietHours : mine.quietHours,
})

function merged(mine: unknown, before: unknown, kept: unknown): unknown {
  if (!isThing(mine) || !isThing(before) || !isThing(kept)) return isSame(mine, before) ? kept : mine
  return Object.fromEntries(Object.keys(mine).map((name) => [name, merged(mine[name], before[name], kept[name])]))
}

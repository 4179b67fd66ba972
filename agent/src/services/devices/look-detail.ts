import type { Detail } from '@sereno/shared/activity.ts'
import type { Reading } from '@sereno/shared/reading.ts'

/** What one look saw, for people who want to know exactly: how far it came, and each fact under its name. */
export function lookDetail({ contact, code, attempt, facts }: Reading): Detail {
  const named = facts.map(({ fact, ...rest }) => [fact, rest])
  return { contact, code, attempt, ...Object.fromEntries(named) }
}

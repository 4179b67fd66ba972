import { keep, kept } from '../preferences.ts'

/** Under what name the browser keeps somebody's messages that the agent does not have yet … */
export const unsentKey = (userId: string): string => `sereno_unsent:${userId}`
/** … and what they were about to write. */
export const draftsKey = (userId: string): string => `sereno_talk_drafts:${userId}`

export const hasUnsent = (userId: string): boolean => (kept(unsentKey(userId)) ?? '[]') !== '[]'

/** Forgets both. */
export function forgetWritten(userId: string): void {
  keep(unsentKey(userId), '[]')
  keep(draftsKey(userId), '{}')
}

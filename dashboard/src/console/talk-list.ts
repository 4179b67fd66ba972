import type { Conversation } from '@sereno/shared/conversation.ts'
import type { NotificationChoices } from '@sereno/shared/notification-rules.ts'

export type TalkOrder = NotificationChoices['sorting']['conversations']

/** As the agent orders them; of equals the newest first. */
const comparisons: Record<TalkOrder, (a: Conversation, b: Conversation) => number> = {
  newest: (a, b) => b.lastAt.localeCompare(a.lastAt),
  oldest: (a, b) => a.lastAt.localeCompare(b.lastAt),
  // Who waits longest comes first, then those that have their answer.
  unanswered: (a, b) => {
    if (a.waitingSince !== null && b.waitingSince !== null) return a.waitingSince.localeCompare(b.waitingSince)
    if (a.waitingSince === null && b.waitingSince === null) return b.lastAt.localeCompare(a.lastAt)
    return a.waitingSince === null ? 1 : -1
  },
}

/** A list with what was told of one conversation: changed, come, or gone to another tray. */
export function withTalk(
  list: readonly Conversation[],
  told: Conversation,
  shown: { tray: Conversation['tray']; order: TalkOrder },
): Conversation[] {
  const others = list.filter(({ id }) => id !== told.id)
  if (told.tray !== shown.tray) return others
  return [...others, told].toSorted(comparisons[shown.order])
}

/** More of a list, each once. */
export function withMore(list: readonly Conversation[], more: readonly Conversation[]): Conversation[] {
  const known = new Set(list.map(({ id }) => id))
  return [...list, ...more.filter(({ id }) => !known.has(id))]
}

import type { NotificationChoices } from '@sereno/shared/notifications.ts'
import type { Ticket } from '@sereno/shared/ticket.ts'

const urgencies: Record<Ticket['urgency'], number> = { high: 0, normal: 1, low: 2 }

/** Tickets, which come last changed first, in the order that their reader likes. */
export function sortTickets(
  list: readonly Ticket[],
  order: NotificationChoices['sorting']['tickets'],
): readonly Ticket[] {
  if (order === 'newest') return list.toSorted((a, b) => b.number - a.number)
  if (order === 'urgency') return list.toSorted((a, b) => urgencies[a.urgency] - urgencies[b.urgency])
  return list
}

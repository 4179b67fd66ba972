import type { Page } from '@sereno/shared/field.ts'
import type { Ticket, TicketCounts, TicketState } from '@sereno/shared/ticket.ts'
import type { PageRequest } from '../../store/page-request.ts'
import type { Caller, House } from '../house.ts'
import { distributors } from './distributors.ts'
import { seesOnly } from './ticket-rules.ts'
import { ticketView } from './ticket-view.ts'

/** Tickets that someone may see, last changed first. @throws {CursorFault} */
export async function listTickets(
  house: House,
  caller: Caller,
  { status = [], ...page }: PageRequest & { status?: TicketState[] | undefined },
): Promise<Page<Ticket>> {
  const { items, nextCursor } = await house.store.tickets.list({ userId: seesOnly(caller), states: status }, page)
  return { items: items.map((ticket) => ticketView(ticket, caller)), nextCursor }
}

/** How many there are of each state, and how many of one's own have a new answer. */
export async function countTickets(house: House, caller: Caller): Promise<TicketCounts> {
  const [counts, readers] = await Promise.all([
    house.store.tickets.counts(seesOnly(caller), caller.userId),
    distributors(house),
  ])
  return { ...counts, mailedTo: readers.map(({ email }) => email) }
}

import type { TicketState } from '@sereno/shared/ticket.ts'
import { ticketStates } from '@sereno/shared/tickets.ts'

/** What the support page shows: a ticket, or those of a state (`all`: of each). */
export interface SupportPlace {
  state: TicketState | 'all'
  /** Its number; `null` for the list. */
  ticket: string | null
}

export const supportStates = [...ticketStates, 'all'] as const

export function readPlace(search: string): SupportPlace {
  const given = new URLSearchParams(search)
  const ticket = given.get('ticket')
  return {
    state: supportStates.find((state) => state === given.get('state')) ?? 'pending',
    ticket: ticket !== null && /^[1-9]\d{0,8}$/u.test(ticket) ? ticket : null,
  }
}

/** The shortest address that shows it; what is pending needs no word. */
export function addressOf({ state, ticket }: SupportPlace): string {
  const told = new URLSearchParams()
  if (state !== 'pending') told.set('state', state)
  if (ticket !== null) told.set('ticket', ticket)
  const query = told.toString()
  return `/account/support${query === '' ? '' : `?${query}`}`
}

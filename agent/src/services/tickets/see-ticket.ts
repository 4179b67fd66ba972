import type { Caller, House } from '../house.ts'
import { findTicket } from './find-ticket.ts'
import { isMine } from './ticket-rules.ts'

/** Remembers that the author of a ticket has read it. @throws {Fault} `not_found` */
export async function seeTicket(house: House, caller: Caller, id: string): Promise<void> {
  const ticket = await findTicket(house, caller, id)
  if (isMine(ticket, caller)) await house.store.tickets.seen(ticket.number)
}

import type { TicketState, TicketThread } from '@sereno/shared/ticket.ts'
import { makeId } from '../../store/make-id.ts'
import type { TicketRefusal } from '../../store/ticket-types.ts'
import { Fault, type FaultCode } from '../fault.ts'
import type { Caller, House } from '../house.ts'
import { findTicket } from './find-ticket.ts'
import { tellTickets } from './tell-tickets.ts'
import { maySet } from './ticket-rules.ts'
import { threadView } from './ticket-view.ts'

const faults: Record<TicketRefusal, FaultCode> = {
  not_found: 'not_found',
  closed: 'ticket_closed',
  full: 'tickets_full',
}

/** @throws {Fault} `not_found`, `ticket_closed`, `tickets_full` */
async function write(house: House, caller: Caller, number: number, text: string, state: TicketState | null) {
  const message = { id: makeId(), userId: caller.userId, author: caller.fullName, at: house.clock.now(), text, state }
  const refusal = await house.store.tickets.addMessage(number, message)
  if (refusal !== null) throw new Fault(faults[refusal])
  await tellTickets(house)
  house.bus.emit('ticket.changed', number)
  return threadView(house, caller, String(number))
}

/** Writes into a ticket. @throws {Fault} `not_found`, `ticket_closed`, `tickets_full` */
export async function replyToTicket(house: House, caller: Caller, id: string, text: string): Promise<TicketThread> {
  const { number } = await findTicket(house, caller, id)
  return write(house, caller, number, text, null)
}

/** Sets the state of a ticket. @throws {Fault} `not_found`, `ticket_closed`, `not_allowed` */
export async function changeTicket(
  house: House,
  caller: Caller,
  id: string,
  state: TicketState,
): Promise<TicketThread> {
  const ticket = await findTicket(house, caller, id)
  if (ticket.state === state) return threadView(house, caller, id)
  if (ticket.state === 'closed') throw new Fault('ticket_closed')
  if (!maySet(ticket, caller).includes(state)) throw new Fault('not_allowed')
  return write(house, caller, ticket.number, '', state)
}

import type { TicketInput, TicketThread } from '@sereno/shared/ticket.ts'
import { makeId } from '../../store/make-id.ts'
import { Fault } from '../fault.ts'
import type { Caller, House } from '../house.ts'
import { tellTickets } from './tell-tickets.ts'
import { threadView } from './ticket-view.ts'

/** Someone who asks; without an id nobody of the house. */
interface Author {
  userId: string | null
  fullName: string
}

/**
 * Makes a ticket and has it mailed; it stands whatever becomes of the mail. Gives its number.
 * @throws {Fault} `tickets_full`
 */
export async function openTicket(house: House, author: Author, input: TicketInput): Promise<number> {
  const at = house.clock.now()
  const { subject, text, urgency, diagnostics = null } = input
  const { userId, fullName } = author
  const number = await house.store.tickets.add(
    { subject, urgency, diagnostics, userId, author: fullName, createdAt: at },
    { id: makeId(), userId, author: fullName, at, text, state: null },
  )
  if (number === 'full') throw new Fault('tickets_full')
  await tellTickets(house)
  house.bus.emit('ticket.changed', number)
  return number
}

/** Makes a ticket of the person who asks. @throws {Fault} `tickets_full` */
export async function addTicket(house: House, caller: Caller, input: TicketInput): Promise<TicketThread> {
  return threadView(house, caller, String(await openTicket(house, caller, input)))
}

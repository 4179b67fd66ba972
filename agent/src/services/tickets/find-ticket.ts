import type { TicketRecord } from '../../store/ticket-types.ts'
import { Fault } from '../fault.ts'
import type { Caller, House } from '../house.ts'
import { isMine, seesOnly } from './ticket-rules.ts'

/** A ticket by its id, for someone who may see it. @throws {Fault} `not_found`, also where it is not theirs to see */
export async function findTicket(house: House, caller: Caller, id: string): Promise<TicketRecord> {
  const ticket = /^[1-9]\d{0,8}$/u.test(id) ? await house.store.tickets.get(Number(id)) : null
  if (ticket === null || (seesOnly(caller) !== null && !isMine(ticket, caller))) throw new Fault('not_found')
  return ticket
}

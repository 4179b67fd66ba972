import type { TicketThread } from '@sereno/shared/ticket.ts'
import { lifetimeMs } from '../../flow/back-off.ts'
import type { Caller, House } from '../house.ts'
import type { Pace } from '../pace.ts'
import { findTicket } from './find-ticket.ts'
import { threadView } from './ticket-view.ts'

/** Has the mails of a ticket tried again that were given up; one that went out stays as it is. @throws {Fault} `not_found`, `too_often` */
export async function resendTicket(house: House, caller: Caller, id: string, pace: Pace): Promise<TicketThread> {
  const { number } = await findTicket(house, caller, id)
  pace.keep(String(number))
  const now = house.clock.now()
  if ((await house.store.tickets.resend(number, now, now + lifetimeMs)) > 0) house.bus.emit('outbox.filled')
  return threadView(house, caller, id)
}

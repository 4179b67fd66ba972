import type { TicketAttachment } from '@sereno/shared/ticket.ts'
import { ticketBounds } from '@sereno/shared/tickets.ts'
import { makeId } from '../../store/make-id.ts'
import type { TicketRefusal } from '../../store/ticket-types.ts'
import { Fault, type FaultCode } from '../fault.ts'
import { fileTaker, putFile, type SentFile, type TakenFile } from '../files/take-file.ts'
import type { Caller, House } from '../house.ts'
import { findTicket } from './find-ticket.ts'
import { attachmentView } from './ticket-view.ts'

const faults: Record<TicketRefusal, FaultCode> = {
  not_found: 'not_found',
  closed: 'ticket_closed',
  full: 'attachments_full',
}

/** Takes files for tickets in. */
export function attacher(house: House) {
  const take = fileTaker(ticketBounds.attachmentBytes, 'attachment_too_large')

  /**
   * Adds a file to a ticket.
   * @throws {Fault} `not_found`, `ticket_closed`, `attachments_full`, `attachment_too_large`, `attachment_type`, `too_often`
   */
  return async (caller: Caller, id: string, name: string, sent: SentFile): Promise<TicketAttachment> => {
    const { number, state } = await findTicket(house, caller, id)
    if (state === 'closed') throw new Fault('ticket_closed')
    return take(sent, name, (file) => keep(house, caller, number, file))
  }
}

async function keep(house: House, caller: Caller, ticket: number, { name, type, file }: TakenFile) {
  const { tickets } = house.store
  const at = house.clock.now()
  const id = makeId()
  const attachment = { id, ticket, author: caller.fullName, name, type, bytes: file.length, at }
  const refusal = await tickets.beginAttachment(attachment)
  if (refusal !== null) throw new Fault(faults[refusal])
  await putFile(file, {
    add: (part, bytes) => tickets.addPart(id, part, bytes),
    end: () => tickets.endAttachment(id, at),
    drop: () => tickets.dropAttachment(id),
  })
  house.bus.emit('ticket.changed', ticket)
  return attachmentView(attachment)
}

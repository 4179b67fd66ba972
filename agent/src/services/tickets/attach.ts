import type { TicketAttachment } from '@sereno/shared/ticket.ts'
import { ticketBounds } from '@sereno/shared/tickets.ts'
import { makeId } from '../../store/make-id.ts'
import type { TicketRefusal } from '../../store/ticket-types.ts'
import { Fault, type FaultCode } from '../fault.ts'
import { gather } from '../gather.ts'
import type { Caller, House } from '../house.ts'
import { fileNameOf, fileType } from './file-type.ts'
import { findTicket } from './find-ticket.ts'
import { attachmentView } from './ticket-view.ts'

interface Sent {
  parts: AsyncIterable<Uint8Array>
  bytes: number
}

/** So large a part fits into one write that nobody waits long behind. */
const partBytes = 256 * 1024
/** So many are taken in at once: each stands in memory until it is known what it is. */
const mostAtOnce = 3
const waitSeconds = 5

const faults: Record<TicketRefusal, FaultCode> = {
  not_found: 'not_found',
  closed: 'ticket_closed',
  full: 'attachments_full',
}

/** Takes files for tickets in. */
export function attacher(house: House) {
  let taking = 0

  /**
   * Adds a file to a ticket: what it is, its bytes say.
   * @throws {Fault} `not_found`, `ticket_closed`, `attachments_full`, `attachment_too_large`, `attachment_type`, `too_often`
   */
  return async (caller: Caller, id: string, name: string, sent: Sent): Promise<TicketAttachment> => {
    const { number, state } = await findTicket(house, caller, id)
    if (state === 'closed') throw new Fault('ticket_closed')
    if (sent.bytes > ticketBounds.attachmentBytes) throw new Fault('attachment_too_large')
    if (taking >= mostAtOnce) throw new Fault('too_often', { values: { n: waitSeconds } })
    taking += 1
    try {
      return await keep(
        house,
        caller,
        number,
        name,
        await gather(sent.parts, ticketBounds.attachmentBytes, 'attachment_too_large'),
      )
    } finally {
      taking -= 1
    }
  }
}

async function keep(house: House, caller: Caller, ticket: number, name: string, file: Buffer) {
  const { tickets } = house.store
  const type = fileType(file)
  if (type === null) throw new Fault('attachment_type')
  const at = house.clock.now()
  const id = makeId()
  const attachment = { id, ticket, author: caller.fullName, name: fileNameOf(name, type), type, bytes: file.length, at }
  const refusal = await tickets.beginAttachment(attachment)
  if (refusal !== null) throw new Fault(faults[refusal])
  try {
    for (let part = 0; part * partBytes < file.length; part += 1) {
      await tickets.addPart(id, part, Uint8Array.from(file.subarray(part * partBytes, (part + 1) * partBytes)))
    }
    await tickets.endAttachment(id, at)
  } catch (fault) {
    await tickets.dropAttachment(id).catch(() => {})
    throw fault
  }
  house.bus.emit('ticket.changed', ticket)
  return attachmentView(attachment)
}

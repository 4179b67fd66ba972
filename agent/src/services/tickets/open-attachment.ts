import type { AttachmentRecord } from '../../store/ticket-types.ts'
import { attachmentParts } from '../export/person-data.ts'
import { Fault } from '../fault.ts'
import type { Caller, House } from '../house.ts'
import { findTicket } from './find-ticket.ts'

/** A file of a ticket, part by part. @throws {Fault} `not_found` */
export async function openAttachment(
  house: House,
  caller: Caller,
  id: string,
  attachmentId: string,
): Promise<{ attachment: AttachmentRecord; parts: AsyncIterable<Uint8Array> }> {
  const { number } = await findTicket(house, caller, id)
  const attachment = (await house.store.tickets.attachments(number)).find((one) => one.id === attachmentId)
  if (attachment === undefined) throw new Fault('not_found')
  return { attachment, parts: attachmentParts(house, attachmentId) }
}

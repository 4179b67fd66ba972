import type { AttachmentRecord } from '../../store/ticket-types.ts'
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
  return { attachment, parts: partsOf(house, attachmentId) }
}

async function* partsOf(house: House, attachmentId: string): AsyncGenerator<Uint8Array> {
  for (let part = 0; ; part += 1) {
    const bytes = await house.store.tickets.part(attachmentId, part)
    if (bytes === null) return
    yield bytes
  }
}

import { conversationBounds } from '@sereno/shared/conversations.ts'
import type { OutgoingPart } from './channel.ts'

/** Of what a contact sends; Meta lets them send more. */
export const mostFileBytes = conversationBounds.fileBytes

/** A file with the fields that go before it, as multipart/form-data. */
export function formOf(
  { name, mediaType, bytes }: Extract<OutgoingPart, { type: 'file' }>,
  field: string,
  fields: Record<string, string>,
): FormData {
  const form = new FormData()
  for (const [key, value] of Object.entries(fields)) form.set(key, value)
  form.set(field, new Blob([Uint8Array.from(bytes)], { type: mediaType }), name)
  return form
}

import type { AttachmentType } from '@sereno/shared/ticket.ts'
import { dispositionOf } from '../services/files/file-type.ts'

/** A file that somebody sent in, to be saved and never shown: a browser runs nothing of it. */
export function fileAnswer(
  file: { name: string; type: AttachmentType; bytes: number },
  parts: AsyncIterable<Uint8Array>,
): Response {
  const headers = {
    'content-type': file.type === 'text/plain' ? 'text/plain; charset=utf-8' : file.type,
    'content-disposition': dispositionOf(file.name),
    'content-length': String(file.bytes),
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
  }
  return new Response(ReadableStream.from(parts), { headers })
}

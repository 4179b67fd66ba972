import type { OutgoingPart } from '../channels/channel.ts'
import { piecesOf } from '../channels/pieces.ts'
import type { Talk, TalkMessageRecord } from '../store/talk-types.ts'

/** A message as the calls that it takes, in their order; of a file its bytes are read when it is due. */
export type PlannedPart = { type: 'text'; text: string } | { type: 'template' } | { type: 'file'; at: number }

/** The same each time, so that a message that was cut short goes on with the part that is due. */
export function planParts({ text, files, isTemplate }: TalkMessageRecord, textLength: number): PlannedPart[] {
  if (isTemplate) return [{ type: 'template' }]
  const texts = piecesOf(text, textLength).map((piece) => ({ type: 'text' as const, text: piece }))
  return [...texts, ...files.map((_, at) => ({ type: 'file' as const, at }))]
}

/** A part with all that is in it; `null` for a file that is gone. */
export async function loadPart(
  talk: Pick<Talk, 'filePart'>,
  { files }: TalkMessageRecord,
  part: PlannedPart,
): Promise<OutgoingPart | null> {
  if (part.type !== 'file') return part
  const file = files[part.at]
  if (file === undefined) return null
  const parts: Uint8Array[] = []
  for (let at = 0; ; at += 1) {
    const bytes = await talk.filePart(file.id, at)
    if (bytes === null) break
    parts.push(bytes)
  }
  const bytes = Buffer.concat(parts)
  return bytes.length === file.bytes ? { type: 'file', name: file.name, mediaType: file.type, bytes } : null
}

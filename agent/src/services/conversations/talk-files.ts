import type { TalkFile } from '@sereno/shared/conversation.ts'
import { conversationBounds } from '@sereno/shared/conversations.ts'
import { makeId } from '../../store/make-id.ts'
import type { TalkFileRecord } from '../../store/talk-types.ts'
import { Fault } from '../fault.ts'
import { fileTaker, partsOf, putFile, type SentFile, type TakenFile } from '../files/take-file.ts'
import type { Caller, House } from '../house.ts'
import { fileView } from './conversation-view.ts'
import { findConversation, findOpen, refused } from './find-conversation.ts'

/** Takes files in that operators send. */
export function talkAttacher(house: House) {
  const take = fileTaker(conversationBounds.fileBytes, 'file_too_large')

  /**
   * Takes a file in for a conversation of one's own; a message names it later.
   * @throws {Fault} `not_found`, `not_picked`, `conversation_closed`, `files_full`, `file_too_large`, `attachment_type`, `too_often`
   */
  return async (caller: Caller, id: string, name: string, sent: SentFile): Promise<TalkFile> => {
    await findOpen(house, caller, id)
    return take(sent, name, async (file) => {
      // It took as long as their line: meanwhile they may have given it away.
      await findOpen(house, caller, id)
      return keepTalkFile(house, id, file)
    })
  }
}

/** Keeps a file for a conversation. @throws {Fault} `not_found`, `files_full` */
async function keepTalkFile(house: House, conversationId: string, { name, type, file }: TakenFile): Promise<TalkFile> {
  const { talk } = house.store
  const at = house.clock.now()
  const record = { id: makeId(at), conversationId, name, type, bytes: file.length, at }
  const refusal = await talk.beginFile(record)
  if (refusal !== null) throw refusal === 'full' ? new Fault('files_full') : refused(refusal)
  await putFile(file, {
    add: (part, bytes) => talk.addFilePart(record.id, part, bytes),
    end: () => talk.endFile(record.id),
    drop: () => talk.dropFile(record.id),
  })
  return fileView(record)
}

/** A file of a conversation that somebody may read, part by part. @throws {Fault} `not_found` */
export async function openTalkFile(
  house: House,
  caller: Caller,
  id: string,
  fileId: string,
): Promise<{ file: TalkFileRecord; parts: AsyncIterable<Uint8Array> }> {
  const { talk } = house.store
  await findConversation(house, caller, id)
  const file = await talk.file(fileId)
  if (file === null || file.conversationId !== id) throw new Fault('not_found')
  return { file, parts: partsOf((part) => talk.filePart(fileId, part)) }
}

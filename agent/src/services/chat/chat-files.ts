import { conversationBounds } from '@sereno/shared/conversations.ts'
import { makeId } from '../../store/make-id.ts'
import type { TalkFileRecord, TalkRefusal } from '../../store/talk-types.ts'
import { Fault, type FaultCode } from '../fault.ts'
import { fileTaker, partsOf, putFile, type SentFile } from '../files/take-file.ts'
import type { House } from '../house.ts'
import { networkOf } from '../network-of.ts'
import { Pace } from '../pace.ts'
import { type Asking, findTheirs } from './find-chat.ts'
import { visitorView } from './visitor-view.ts'

const faults: Record<TalkRefusal, FaultCode> = { not_found: 'not_found', closed: 'not_found', full: 'files_full' }

/** Takes files of visitors in: few, as anyone may send them. */
export function chatFileTaker(house: House) {
  const take = fileTaker(conversationBounds.fileBytes, 'file_too_large')
  // Five at once, as many as a message holds, and then one in a minute; from one address four times that.
  const paces = { conversation: new Pace(house.clock, 5, 60_000), address: new Pace(house.clock, 20, 15_000) }

  /**
   * Keeps a file for a message that follows: what it is, its bytes say.
   * @throws {Fault} `not_found`, `chat_off`, `file_too_large`, `attachment_type`, `files_full`, `too_often`
   */
  return async (id: string, asking: Asking & { address: string }, name: string, sent: SentFile) => {
    const { conversation } = await findTheirs(house, id, asking)
    paces.conversation.keep(conversation.id)
    paces.address.keep(networkOf(asking.address))
    return take(sent, name, async (taken) => {
      const { talk } = house.store
      const { file, ...about } = taken
      const record: TalkFileRecord = {
        ...{ id: makeId(), conversationId: conversation.id, ...about },
        ...{ bytes: file.length, at: house.clock.now() },
      }
      const refusal = await talk.beginFile(record)
      if (refusal !== null) throw new Fault(faults[refusal])
      await putFile(file, {
        add: (part, bytes) => talk.addFilePart(record.id, part, bytes),
        end: () => talk.endFile(record.id),
        drop: () => talk.dropFile(record.id),
      })
      return { id: record.id, name: record.name, type: record.type, bytes: record.bytes }
    })
  }
}

/** A file of a message that they see, part by part: not of a note, nor what an operator has not sent yet. @throws {Fault} `not_found`, `chat_off`, `foreign_origin` */
export async function openChatFile(
  house: House,
  id: string,
  asking: Asking,
  fileId: string,
): Promise<{ file: TalkFileRecord; parts: AsyncIterable<Uint8Array> }> {
  const { conversation } = await findTheirs(house, id, asking)
  const { talk } = house.store
  const file = await talk.file(fileId)
  if (file?.conversationId !== conversation.id || file.messageId === null) throw new Fault('not_found')
  const message = await talk.message(file.messageId)
  if (message === null || visitorView(message, false) === null) throw new Fault('not_found')
  return { file, parts: partsOf((part) => talk.filePart(fileId, part)) }
}

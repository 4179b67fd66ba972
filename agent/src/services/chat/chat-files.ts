import type { TalkFile } from '@sereno/shared/conversation.ts'
import { conversationBounds } from '@sereno/shared/conversations.ts'
import { makeId } from '../../store/make-id.ts'
import type { Sender, TalkFileRecord, TalkRefusal } from '../../store/talk-types.ts'
import { Fault, type FaultCode } from '../fault.ts'
import { inTime } from '../files/in-time.ts'
import { fileTaker, partsOf, putFile, type SentFile, type TakenFile } from '../files/take-file.ts'
import type { House } from '../house.ts'
import { networkOf } from '../network-of.ts'
import { Pace } from '../pace.ts'
import { Slots } from '../slots.ts'
import { isShared, WhencePace } from '../whence.ts'
import { type Asking, findTheirs } from './find-chat.ts'
import { strangerOf } from './stranger-of.ts'
import { visitorView } from './visitor-view.ts'

const faults: Record<TalkRefusal, FaultCode> = { not_found: 'not_found', closed: 'not_found', full: 'files_full' }

/** So many come in at once, one from each address; and so long one may take. */
const [mostAtOnce, mostEach, mostMs, waitSeconds] = [3, 1, 60_000, 5]

/** Takes files of visitors in: few, as anyone may send them. */
export function chatFileTaker(house: House) {
  const take = fileTaker(conversationBounds.fileBytes, 'file_too_large')
  // Five at once, as many as a message holds, and then one in a minute; from one address twice, and three times that.
  const paces = { conversation: new Pace(house.clock, 5, 60_000), address: new WhencePace(house.clock, 10, 20_000) }
  const slots = new Slots(mostAtOnce, mostEach)

  /**
   * Keeps a file for a message that follows: what it is, its bytes say.
   * @throws {Fault} `not_found`, `chat_off`, `file_too_large`, `attachment_type`, `files_full`, `too_often`, `too_slow`
   */
  return async (id: string, asking: Asking, name: string, sent: SentFile) => {
    const { conversation } = await findTheirs(house, id, asking)
    paces.conversation.keep(conversation.id)
    const { whence } = asking
    paces.address.keep(whence)
    const leave = slots.enter(networkOf(whence.address), isShared(whence) ? mostAtOnce : 1)
    if (leave === null) throw new Fault('too_often', { values: { n: waitSeconds } })
    const inTimeOnly = { ...sent, parts: inTime(house.clock, sent.parts, mostMs) }
    const sender = strangerOf(conversation.contact, whence) ?? 'contact'
    return take(inTimeOnly, name, (taken) => keep(conversation.id, sender, taken)).finally(leave)
  }

  async function keep(conversationId: string, sender: Sender, taken: TakenFile): Promise<TalkFile> {
    const { talk } = house.store
    const { file, ...about } = taken
    const record: TalkFileRecord = {
      ...{ id: makeId(), conversationId, ...about },
      ...{ bytes: file.length, at: house.clock.now() },
    }
    const refusal = await talk.beginFile(record, sender)
    if (refusal !== null) throw new Fault(faults[refusal])
    await putFile(file, {
      add: (part, bytes) => talk.addFilePart(record.id, part, bytes),
      end: () => talk.endFile(record.id),
      drop: () => talk.dropFile(record.id),
    })
    return { id: record.id, name: record.name, type: record.type, bytes: record.bytes }
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

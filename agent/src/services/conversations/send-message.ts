import type { TalkMessage, TalkMessageInput } from '@sereno/shared/conversation.ts'
import { makeId } from '../../store/make-id.ts'
import type { ConversationRecord, TalkMessageRecord, TalkRefusal } from '../../store/talk-types.ts'
import { Fault } from '../fault.ts'
import type { Caller, House } from '../house.ts'
import { channelOf, isOn, templateOf, windowUntil } from './channel-of.ts'
import { messageView } from './conversation-view.ts'
import { findMine, findOpen, refused } from './find-conversation.ts'

/** So long a message to Meta is tried. */
const lifeMs = 24 * 3_600_000

/**
 * Answers in a conversation of one's own, or notes something in it. The same `clientId` again gives what is kept.
 * @throws {Fault} `not_found`, `not_picked`, `conversation_closed`, `conversation_full`, `channel_off`, `window_over`,
 * `no_template`, `invalid` where a file is not there
 */
export async function sendMessage(
  house: House,
  caller: Caller,
  id: string,
  { clientId, kind, text, files, template }: TalkMessageInput,
): Promise<TalkMessage> {
  // Its answer may have been lost: it is on its way, whatever became of the conversation since.
  const before = await house.store.talk.written(id, caller.userId, clientId)
  if (before !== null) return messageView(before, caller)
  const conversation = await findOpen(house, caller, id)
  const templateName = kind === 'out' ? await mayGo(house, conversation, template === true) : null
  const at = house.clock.now()
  const kept = await house.store.talk.write(id, {
    id: makeId(at),
    kind,
    userId: caller.userId,
    author: caller.fullName,
    at,
    text: templateName ?? text.trim(),
    fileIds: files,
    clientId,
    isTemplate: template === true,
    state: kind === 'note' ? null : conversation.channelType === 'live-chat' ? 'sent' : 'waiting',
    expiresAt: at + lifeMs,
  })
  if (kept === 'not_found' && files.length > 0) {
    // It is still theirs: then it was a file that is not there, or went with another message.
    await findOpen(house, caller, id)
    throw new Fault('invalid', { fields: [{ path: 'files', message: 'unknown_id' }] })
  }
  return told(house, caller, kept)
}

/**
 * Has one tried again that was given up, also where the conversation is over: it stays so.
 * @throws {Fault} `not_found`, `not_picked`, `channel_off`, `window_over`, `no_template`
 */
export async function retryMessage(house: House, caller: Caller, id: string, messageId: string): Promise<TalkMessage> {
  const conversation = await findMine(house, caller, id)
  const message = await house.store.talk.message(messageId)
  if (message === null || message.conversationId !== id || message.kind !== 'out') throw new Fault('not_found')
  await mayGo(house, conversation, message.isTemplate)
  const now = house.clock.now()
  return told(house, caller, await house.store.talk.retry(messageId, caller.userId, now, now + lifeMs))
}

/** Whether something can go out to the contact now; gives the template's name where that is what goes. */
async function mayGo(house: House, conversation: ConversationRecord, asTemplate: boolean): Promise<string | null> {
  const channel = channelOf(house, conversation)
  if (!isOn(channel)) throw new Fault('channel_off')
  if (asTemplate) {
    const template = templateOf(channel)
    if (template === null) throw new Fault('no_template')
    return template
  }
  const until = windowUntil(conversation)
  if (until !== null && until <= house.clock.now() && (await house.watch.clockTrusted())) throw new Fault('window_over')
  return null
}

function told({ bus }: House, caller: Caller, kept: TalkMessageRecord | TalkRefusal): TalkMessage {
  if (typeof kept === 'string') throw refused(kept)
  bus.emit('message.changed', kept.conversationId, kept.id)
  bus.emit('conversation.changed', kept.conversationId)
  return messageView(kept, caller)
}

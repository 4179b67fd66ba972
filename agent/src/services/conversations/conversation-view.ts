import type { Contact, Conversation, ConversationDetail, TalkFile, TalkMessage } from '@sereno/shared/conversation.ts'
import { cleanText } from '@sereno/shared/field.ts'
import { iso, isoOrNull } from '../../clock.ts'
import type { ConversationRecord, TalkFileRecord, TalkMessageRecord } from '../../store/talk-types.ts'
import type { Caller, House } from '../house.ts'
import { channelOf, statusOf, templateOf, windowUntil } from './channel-of.ts'
import { trayOf } from './conversation-rules.ts'
import { findConversation } from './find-conversation.ts'

/** A conversation as lists show it to whoever may read it. */
export function conversationView(house: House, conversation: ConversationRecord): Conversation {
  const { id, channelId, channelType, channelName, contact } = conversation
  return {
    id,
    tray: trayOf(conversation),
    channel: { id: channelId, type: channelType, name: channelOf(house, conversation)?.name ?? channelName },
    contact: { name: contact.name, place: contact.place, verified: contact.verified },
    preview: conversation.preview,
    lastAt: iso(conversation.lastAt),
    waitingSince: isoOrNull(conversation.waitingSince),
    unread: conversation.unread,
    createdAt: iso(conversation.createdAt),
    pickedAt: isoOrNull(conversation.pickedAt),
    closedAt: isoOrNull(conversation.closedAt),
  }
}

/** A conversation whole, as somebody sees it. @throws {Fault} `not_found` */
export async function detailView(house: House, caller: Caller, id: string): Promise<ConversationDetail> {
  const conversation = await findConversation(house, caller, id)
  const isMine = conversation.pickerId !== null
  return {
    ...conversationView(house, conversation),
    contact: contactView(conversation.contact),
    channelStatus: statusOf(house, conversation),
    online: conversation.channelType === 'live-chat' ? house.presence.visitors.has(id) : null,
    windowUntil: isoOrNull(windowUntil(conversation)),
    hasTemplate: templateOf(channelOf(house, conversation)) !== null,
    draft: isMine ? await house.store.talk.draft(id, caller.userId) : '',
  }
}

/** Whoever writes may say anything of themselves: an address becomes a link only where it is a page's. */
function contactView(contact: Contact): Contact {
  const { page } = contact
  const read = URL.canParse(page) ? new URL(page) : null
  const isPage = read !== null && /^https?:$/u.test(read.protocol) && read.username === '' && read.password === ''
  return { ...contact, page: isPage ? cleanText(read.href, 500) : '' }
}

export const fileView = ({ id, name, type, bytes }: TalkFileRecord): TalkFile => ({ id, name, type, bytes })

/** A message as somebody who may read its conversation sees it. */
export const messageView = (message: TalkMessageRecord, { userId }: Pick<Caller, 'userId'>): TalkMessage => ({
  id: message.id,
  sequence: message.sequence,
  kind: message.kind,
  at: iso(message.at),
  author: message.author,
  isMine: message.userId !== null && message.userId === userId,
  text: message.text,
  template: message.isTemplate,
  files: message.files.map(fileView),
  state: message.state,
  fault: message.fault,
  event: message.event,
  clientId: message.clientId,
})

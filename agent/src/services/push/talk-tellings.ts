import { operators } from '@sereno/shared/api/contract.ts'
import { pickPatienceMs } from '@sereno/shared/conversations.ts'
import type { Language } from '@sereno/shared/field.ts'
import { say } from '@sereno/shared/locales/index.ts'
import { spellSpan } from '../../integrations/error-follow-up/spell.ts'
import type { PushEventRecord } from '../../store/push-types.ts'
import type { ConversationRecord } from '../../store/talk-types.ts'
import type { House } from '../house.ts'
import { isolated } from './push-message.ts'
import type { Telling } from './telling.ts'

const hourMs = 3_600_000
/** A contact who wrote yesterday still waits. */
const ttlMs = 24 * hourMs

/**
 * A message of a contact: to all operators while it is in the inbox, and then to its picker alone. The subject is the
 * message's id behind the conversation's.
 */
export async function tellMessage(house: House, { subject }: PushEventRecord): Promise<Telling | null> {
  const [conversationId = ''] = subject.split(':')
  const conversation = await house.store.talk.get(conversationId)
  // What was answered by now waits for nobody.
  if (conversation === null || !waits(conversation)) return null
  return {
    event: 'message',
    async to(user, language) {
      const isTheirs =
        conversation.pickerId === null ? operators.includes(user.role) : conversation.pickerId === user.id
      if (!isTheirs) return null
      const values = { author: contactName(conversation, language), channel: isolated(conversation.channelName) }
      return {
        ...ofConversation(conversation),
        title: say(language, 'alert.talk.title', values),
        body: say(language, conversation.pickerId === null ? 'alert.talk.inbox' : 'alert.talk.mine', values),
        urgency: 'normal',
      }
    },
  }
}

/** Conversations that nobody picks, to all operators; one by its name, several as a number. */
export const tellingOfUnpicked = (house: House, all: readonly ConversationRecord[]): Telling => ({
  event: 'message',
  async to(user, language) {
    if (!operators.includes(user.role)) return null
    const [first, ...others] = all
    if (first === undefined) return null
    const { phone } = house.book.read().venue.help
    const isShown = phone !== '' && all.some(isShownPhone)
    const values = { span: spellSpan(language, pickPatienceMs), author: contactName(first, language) }
    const body = [
      say(language, others.length === 0 ? 'alert.unpicked.one' : 'alert.unpicked.several', values),
      ...(isShown ? [say(language, 'alert.unpicked.phone', { phone })] : []),
    ].join(' ')
    const about =
      others.length === 0 ? ofConversation(first) : ({ about: 'unpicked', url: '/console', ttlMs: hourMs } as const)
    return { ...about, title: say(language, 'alert.unpicked.title', { n: all.length }), body, urgency: 'high' }
  },
})

/** Somebody was given a conversation; also where nothing in it waits for an answer. */
export const tellingOfHanded = (
  { id, channelName }: ConversationRecord,
  { from, toId }: { from: string; toId: string },
): Telling => ({
  event: 'message',
  to: async (user, language) =>
    user.id !== toId
      ? null
      : {
          about: `conversation ${id}`,
          url: `/console?conversation=${id}`,
          title: say(language, 'alert.handed.title', { author: isolated(from) }),
          body: say(language, 'alert.handed.body', { channel: isolated(channelName) }),
          urgency: 'normal',
          ttlMs,
        },
})

const waits = ({ waitingSince, closedAt }: ConversationRecord): boolean => waitingSince !== null && closedAt === null

/** The venue's own iPads offer to call whom the staff call; nobody else is told that number. */
export const isShownPhone = ({ contact }: ConversationRecord): boolean => contact.deviceId !== null

/**
 * What a contact is called, and where that is only what they say themselves; whoever gave no name is a visitor.
 * @param set how a name stands among other words; a mail sets it by itself
 */
export const contactName = (
  { contact: { name, verified } }: { contact: Pick<ConversationRecord['contact'], 'name' | 'verified'> },
  language: Language,
  set: (name: string) => string = isolated,
): string => {
  if (name === '') return say(language, 'alert.talk.visitor')
  return verified ? set(name) : say(language, 'alert.talk.unverified', { name: set(name) })
}

const ofConversation = ({ id }: ConversationRecord) => ({
  about: `conversation ${id}`,
  url: `/console?conversation=${id}`,
  ttlMs,
  conversationId: id,
})

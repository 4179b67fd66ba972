import type { Conversation, TalkMessage } from '@sereno/shared/conversation.ts'
import { conversationBounds } from '@sereno/shared/conversations.ts'
import type { Language } from '@sereno/shared/field.ts'
import { dateTimeOf } from '../format.ts'

/** What was said, as much of the end of it as a ticket takes; notes are the house's own and stay out. */
export function ticketDraft(
  { contact, channel }: Pick<Conversation, 'contact' | 'channel'>,
  messages: readonly TalkMessage[],
  nameless: string,
  language: Language,
  zone: string,
): { subject: string; text: string } {
  const name = contact.name || nameless
  const said = messages.filter(({ kind, text }) => (kind === 'in' || kind === 'out') && text !== '')
  const first = said.find(({ kind }) => kind === 'in')?.text ?? channel.name
  const subject = `${name}: ${first}`.replace(/\s+/gu, ' ').trim()
  const lines = said.map(({ at, author, text }) => `${dateTimeOf(at, language, zone)} · ${author || name}: ${text}`)
  let text = ''
  for (const line of lines.toReversed()) {
    const longer = text === '' ? line : `${line}\n${text}`
    if (longer.length > conversationBounds.textLength) break
    text = longer
  }
  return { subject: Array.from(subject).slice(0, 100).join(''), text }
}

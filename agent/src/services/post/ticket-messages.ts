import { say } from '@sereno/shared/locales/index.ts'
import type { WrittenMessage } from '../../store/ticket-types.ts'
import { distributors } from '../tickets/distributors.ts'
import type { MessageSource } from './message-source.ts'

/** What is written in support tickets. */
export const ticketMessages: MessageSource = async (house, since, until) => {
  const written = await house.store.tickets.written(since, until)
  if (written.length === 0) return []
  // They get each message by mail as it is written.
  const mailed = new Set((await distributors(house)).map(({ userId }) => userId))
  return written.filter(waits).map((message) => ({
    id: message.id,
    at: message.at,
    author: () => message.author,
    text: () => message.text,
    about: (language) =>
      say(language, 'mail.messages_waiting.ticket', { number: message.ticket, subject: message.subject }),
    path: `/account/support?ticket=${message.ticket}`,
    allPath: '/account/support',
    isFor: ({ id, role }) =>
      isByAsker(message) ? role === 'advisor' && id !== message.askedBy && !mailed.has(id) : id === message.askedBy,
  }))
}

const isByAsker = ({ userId, askedBy }: WrittenMessage): boolean => userId !== null && userId === askedBy

/** For whoever asked, one that they have read needs no mail: often there is nothing to answer. */
const waits = (message: WrittenMessage): boolean =>
  isByAsker(message)
    ? message.state === 'pending' && !message.answeredByOthers
    : message.unread && !message.answeredByAsker

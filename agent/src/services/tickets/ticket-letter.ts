import type { Language } from '@sereno/shared/field.ts'
import { say } from '@sereno/shared/locales/index.ts'
import { lifetimeMs } from '../../flow/back-off.ts'
import { makeLetter } from '../../integrations/letters/letter.ts'
import { makeId } from '../../store/make-id.ts'
import type { NewOutboxItem } from '../../store/outbox-types.ts'
import type { MessageRecord, TicketRecord } from '../../store/ticket-types.ts'
import type { House } from '../house.ts'

interface Reader {
  email: string
  language: Language
}
interface News {
  ticket: TicketRecord
  message: MessageRecord
  isFirst: boolean
  /** Who wrote it, where an answer to the mail may go to them. */
  answerTo: string | null
}

/** A mail that tells someone of what was written in a ticket, or of its new state. */
export function ticketLetter(house: House, to: Reader, { ticket, message, isFirst, answerTo }: News): NewOutboxItem {
  const { language, email } = to
  const { publicUrl } = house.config
  const now = house.clock.now()
  const id = makeId()
  const { number, subject, urgency } = ticket
  const state = say(language, `mail.ticket.state_${message.state ?? (isFirst ? 'pending' : ticket.state)}`)
  const mail = makeLetter({
    kind: isFirst ? 'ticket_new' : message.state === null ? 'ticket_reply' : 'ticket_state',
    language,
    to: email,
    id,
    venue: house.book.read().venue.name,
    url: publicUrl,
    now,
    values: { number, state, author: message.author },
    facts: [
      { label: say(language, 'mail.ticket.subject'), value: subject },
      { label: say(language, 'mail.ticket.urgency'), value: say(language, `mail.ticket.urgency_${urgency}`) },
    ],
    ...(message.text !== '' && { quote: message.text }),
    action: { label: say(language, 'mail.ticket.button'), url: `${publicUrl}/account/support?ticket=${number}` },
    notes: [
      answerTo === null
        ? say(language, 'mail.ticket.answer_there')
        : say(language, 'mail.ticket.answer_to', { author: message.author }),
    ],
  })
  // Mail programs put those of one ticket together.
  const thread = `<ticket-${number}.${house.store.databaseId}@sereno>`
  return {
    ...mail,
    headers: { ...mail.headers, References: thread, ...(answerTo !== null && { 'Reply-To': answerTo }) },
    ...(isFirst &&
      ticket.diagnostics !== null && {
        attachments: [{ name: 'sereno-diagnostics.txt', type: 'text/plain', text: ticket.diagnostics }],
      }),
    id,
    transport: 'email',
    runId: null,
    createdAt: now,
    expiresAt: now + lifetimeMs,
    nextAt: now,
  }
}

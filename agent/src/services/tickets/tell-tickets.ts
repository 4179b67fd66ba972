import type { MessageRecord, TicketRecord } from '../../store/ticket-types.ts'
import type { House } from '../house.ts'
import { languageTo } from '../users/letter-to.ts'
import { type Distributor, distributors } from './distributors.ts'
import { ticketLetter } from './ticket-letter.ts'

interface Untold {
  message: MessageRecord
  ticket: TicketRecord
  isFirst: boolean
}

/**
 * Puts the mails that tell of tickets into the outbox: also those of messages that were written when nobody was named to
 * get them, and where the process ended in between. What was told is not told again.
 */
export async function tellTickets(house: House): Promise<void> {
  const readers = await distributors(house)
  let after: string | null = null
  for (;;) {
    const batch: Untold[] = await house.store.tickets.untold(after)
    for (const untold of batch) await tellOf(house, untold, readers)
    const last = batch.at(-1)
    if (last === undefined) return
    after = last.message.id
  }
}

async function tellOf(house: House, { message, ticket, isFirst }: Untold, readers: Distributor[]): Promise<void> {
  const { people } = house.store
  const writer = message.userId === null ? null : await people.user(message.userId)
  const isTheirs = writer?.role === 'advisor'
  const isWriter = ({ email, userId }: Distributor) =>
    (userId !== null && userId === message.userId) || email.toLowerCase() === writer?.email.toLowerCase()
  // Whoever is named later still gets to know of what is open; of the rest nobody needs to hear.
  if (!isTheirs && readers.length === 0 && ticket.state === 'pending' && ticket.userId === message.userId) return
  const toDistributor = isTheirs
    ? []
    : readers
        .filter((reader) => !isWriter(reader))
        .map((to) => ticketLetter(house, to, { ticket, message, isFirst, answerTo: writer?.email ?? null }))
  const author = ticket.userId === null || ticket.userId === message.userId ? null : await people.user(ticket.userId)
  const toAuthor =
    author === null || author.disabledAt !== null
      ? []
      : [
          ticketLetter(
            house,
            { email: author.email, language: languageTo(house, author) },
            { ticket, message, isFirst, answerTo: null },
          ),
        ]
  // An author who is the distributor's own address is told once.
  const twice = new Set(toAuthor.map(({ to }) => to.toLowerCase()))
  const others = toDistributor.filter(({ to }) => !twice.has(to.toLowerCase()))
  await house.store.tickets.tell(message.id, others, toAuthor)
  if (others.length + toAuthor.length > 0) house.bus.emit('outbox.filled')
}

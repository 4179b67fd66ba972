import { wants } from '@sereno/shared/notifications.ts'
import type { UserRecord } from '../../store/people-types.ts'
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
 * Puts the mails that tell of tickets into the outbox: every message for the distributor, who may have no other way to get
 * it; a new state for whoever asked, where they want that. What is written to them is mailed once it stands unanswered
 * (`post/messages.ts`). Also those of messages that were written when nobody was named to get them, and where the process
 * ended in between. What was told is not told again.
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

async function tellOf(house: House, untold: Untold, readers: Distributor[]): Promise<void> {
  const { message, ticket, isFirst } = untold
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
  const asker = message.state === null ? null : await askerOf(house, untold)
  const toAuthor =
    asker === null
      ? []
      : [
          ticketLetter(
            house,
            { email: asker.email, language: languageTo(house, asker) },
            { ticket, message, isFirst, answerTo: null },
          ),
        ]
  // An author who is the distributor's own address is told once.
  const twice = new Set(toAuthor.map(({ to }) => to.toLowerCase()))
  const others = toDistributor.filter(({ to }) => !twice.has(to.toLowerCase()))
  await house.store.tickets.tell(message.id, others, toAuthor)
  if (others.length + toAuthor.length > 0) house.bus.emit('outbox.filled')
}

/** Whoever asked, where somebody else has set the state and they want to hear of that by mail. */
async function askerOf({ store }: House, { ticket, message }: Untold): Promise<UserRecord | null> {
  if (ticket.userId === null || ticket.userId === message.userId) return null
  const user = await store.people.user(ticket.userId)
  if (user === null || user.disabledAt !== null || user.emailConfirmedAt === null) return null
  return wants(await store.notifications.of(user.id), 'ticket', 'email') ? user : null
}

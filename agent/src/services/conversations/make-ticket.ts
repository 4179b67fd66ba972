import type { TicketInput } from '@sereno/shared/ticket.ts'
import type { Caller, House } from '../house.ts'
import { makeTurns } from '../in-turn.ts'
import { openTicket } from '../tickets/add-ticket.ts'
import { findOpen } from './find-conversation.ts'

/** The same asked again within this time is the same ticket: a second tap, or a request whose answer was lost. */
const sameMs = 60_000

/** Makes support tickets of conversations. */
export function ticketMaker(house: House) {
  const inTurn = makeTurns()
  let made: { key: string; number: number; at: number }[] = []

  /**
   * Makes a support ticket of a conversation of one's own, and notes its number there.
   * @throws {Fault} `not_found`, `not_picked`, `conversation_closed`, `tickets_full`
   */
  return (caller: Caller, id: string, input: TicketInput): Promise<{ number: number }> =>
    inTurn(house, async () => {
      await findOpen(house, caller, id)
      const key = JSON.stringify([id, caller.userId, input])
      const now = house.clock.monotonic()
      made = made.filter(({ at }) => now - at < sameMs)
      const before = made.find((one) => one.key === key)
      if (before !== undefined) return { number: before.number }
      const number = await openTicket(house, caller, input)
      made.push({ key, number, at: now })
      const event = { type: 'ticket' as const, ticket: number }
      await house.store.talk.note(id, caller.userId, caller.fullName, event, house.clock.now())
      house.bus.emit('conversation.changed', id)
      return { number }
    })
}

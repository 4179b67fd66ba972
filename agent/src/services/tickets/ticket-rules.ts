import type { TicketState } from '@sereno/shared/ticket.ts'
import type { TicketRecord } from '../../store/ticket-types.ts'
import type { Caller } from '../house.ts'

/** Those who answer for the distributor or for the venue. */
export const mayAnswer = ({ role }: Pick<Caller, 'role'>): boolean => role === 'advisor' || role === 'admin'

/** A viewer looks from outside, and sees their own alone: what is written here may name people and hold pictures. */
export const seesOnly = ({ role, userId }: Pick<Caller, 'role' | 'userId'>): string | null =>
  role === 'viewer' ? userId : null

export const isMine = (ticket: Pick<TicketRecord, 'userId'>, { userId }: Pick<Caller, 'userId'>): boolean =>
  ticket.userId !== null && ticket.userId === userId

/** What someone may set the state of a ticket to. A closed one stays closed, so that what was agreed on stays so. */
export function maySet(
  ticket: Pick<TicketRecord, 'state' | 'userId'>,
  caller: Pick<Caller, 'role' | 'userId'>,
): TicketState[] {
  if (ticket.state === 'closed') return []
  const other = ticket.state === 'pending' ? 'solved' : 'pending'
  if (mayAnswer(caller)) return [other, 'closed']
  return ticket.state === 'solved' && isMine(ticket, caller) ? ['pending'] : []
}

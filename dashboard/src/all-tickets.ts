import type { Ticket } from '@sereno/shared/ticket.ts'
import { type Answer, call } from './api.ts'

/** Every ticket of a state, page by page: a file that is exported holds them all. */
export async function allTickets(status: string | undefined): Promise<Answer<Ticket[]>> {
  const items: Ticket[] = []
  let cursor: string | undefined
  do {
    const answer = await call('GET /api/v1/tickets', {
      query: { limit: 500, ...(status !== undefined && { status }), ...(cursor !== undefined && { cursor }) },
    })
    if (!answer.ok) return answer
    items.push(...answer.value.items)
    cursor = answer.value.nextCursor ?? undefined
  } while (cursor !== undefined)
  return { ok: true, value: items }
}

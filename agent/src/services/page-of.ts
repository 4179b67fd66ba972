import type { Page } from '@sereno/shared/field.ts'
import { CursorFault } from '../store/faults.ts'

/**
 * A page of a list that lives in memory. The cursor names the last item given and its position: the list goes on after
 * that item wherever it stands now, and at its old position once it is gone.
 * @throws {CursorFault}
 */
export function pageOf<T extends { id: string }>(
  all: readonly T[],
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Page<T> {
  const start = cursor === undefined ? 0 : after(all, cursor)
  const items = all.slice(start, start + limit)
  const last = items.at(-1)
  const hasMore = last !== undefined && start + limit < all.length
  return { items, nextCursor: hasMore ? `${start + items.length - 1}.${last.id}` : null }
}

function after(all: readonly { id: string }[], cursor: string): number {
  const [, position, id] = /^(\d{1,6})\.([A-Za-z0-9_-]+)$/u.exec(cursor) ?? []
  if (position === undefined) throw new CursorFault()
  const index = all.findIndex((item) => item.id === id)
  return index >= 0 ? index + 1 : Number(position)
}

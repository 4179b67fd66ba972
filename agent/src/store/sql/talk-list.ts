import type { Page } from '@sereno/shared/field.ts'
import { fromCursor, toPage } from '../cursor.ts'
import type { Database } from '../database.ts'
import { fold } from '../fold.ts'
import type { PageRequest } from '../page-request.ts'
import type { ConversationRecord, TalkFilter } from '../talk-types.ts'
import { type ConversationRow, toConversation } from './talk-row.ts'

const trays: Record<TalkFilter['tray'], string> = {
  inbox: 'picker_id IS NULL AND closed_at IS NULL',
  mine: 'picker_id = :userId AND closed_at IS NULL',
  closed: 'picker_id = :userId AND closed_at IS NOT NULL',
}

/** Later than any moment, so that what waits for nothing comes last, the newest of it first. */
const afterAll = 9_000_000_000_000_000
const orders: Record<TalkFilter['order'], { key: string; direction: 'ASC' | 'DESC'; beyond: '<' | '>' }> = {
  newest: { key: 'last_at', direction: 'DESC', beyond: '<' },
  oldest: { key: 'last_at', direction: 'ASC', beyond: '>' },
  unanswered: { key: `coalesce(waiting_since, ${afterAll} - last_at)`, direction: 'ASC', beyond: '>' },
}

const names = ['name', 'place', 'email']
  .map((field) => `coalesce(contact ->> '$.${field}', '') GLOB :glob`)
  .join(' OR ')
/** Texts are looked through in the newest of a tray alone: everybody waits for whoever searches. */
const [searchedTalks, searchedMessages] = [500, 5000]
const textsOf = (tray: string) => `id IN (SELECT conversation_id FROM
    (SELECT conversation_id, text FROM (SELECT id AS talk FROM conversations WHERE ${tray} ORDER BY last_at DESC
       LIMIT ${searchedTalks}) CROSS JOIN talk_messages ON conversation_id = talk LIMIT ${searchedMessages})
  WHERE text GLOB :glob)`

export function listTalks(db: Database, filter: TalkFilter, page: PageRequest): Page<ConversationRecord> {
  const { tray, userId, search } = filter
  // Of what is over nothing waits.
  const { key, direction, beyond } =
    orders[tray === 'closed' && filter.order === 'unanswered' ? 'newest' : filter.order]
  const place = fromCursor(page.cursor)
  const conditions = [
    trays[tray],
    ...(place === null ? [] : [`(${key}, sequence) ${beyond} (:at, :sequence)`]),
    ...(search === '' ? [] : [`(${names} OR preview GLOB :glob OR ${textsOf(trays[tray])})`]),
  ]
  const rows = db.all<ConversationRow & { at: number }>(
    `SELECT *, ${key} AS at FROM conversations WHERE ${conditions.join(' AND ')}
     ORDER BY ${key} ${direction}, sequence ${direction} LIMIT :limit`,
    {
      limit: page.limit + 1,
      ...(tray === 'inbox' ? {} : { userId }),
      ...(place === null ? {} : { at: place.at, sequence: place.sequence }),
      ...(search === '' ? {} : { glob: globOf(search) }),
    },
  )
  return toPage(rows, page.limit, toConversation)
}

/** Letters of Latin and Cyrillic scripts that are one to whoever searches: any case, any accent. */
const alike = Map.groupBy(
  Array.from({ length: 0x530 - 0x41 }, (_, at) => String.fromCodePoint(0x41 + at)).filter((one) => /\p{L}/u.test(one)),
  fold,
)

/** A pattern for `GLOB`, which knows sets of letters: `LIKE` takes `É` and `é`, and all of Cyrillic, for others. */
function globOf(search: string): string {
  const parts = Array.from(search.normalize('NFC'), (one) => {
    const letters = alike.get(fold(one)) ?? []
    return letters.length > 1 ? `[${letters.join('')}]` : /[*?[]/u.test(one) ? `[${one}]` : one
  })
  return `*${parts.join('')}*`
}

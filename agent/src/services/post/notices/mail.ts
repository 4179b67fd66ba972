import type { EntryRecord } from '@sereno/shared/activity.ts'
import { say } from '@sereno/shared/locales/index.ts'
import type { House } from '../../house.ts'
import { venueTimezone } from '../../venue/venue-timezone.ts'
import { entriesOf } from './own-entries.ts'
import { spellWhen } from './spell-when.ts'
import { longMs, type NoticeSource, type Occurrence } from './system-notice.ts'

/** So long what waited is let go out first: then it is known what belongs together. */
const settleMs = 10 * 60_000
/** What was sent so close to the end is what showed that mail works again. */
const edgeMs = 60_000

interface Span {
  from: number
  until: number
}

/** No mail could leave for long, though there was internet. Told once it can again. */
export const mail: NoticeSource = {
  thing: 'mail',
  path: '/system/mail',
  async find(house, now) {
    const { items } = await entriesOf(house, ['mail_retry', 'mail_failed'], now)
    const witnesses: Span[] = []
    for (const span of items.flatMap(spanOf)) {
      const sent = await house.store.outbox.sentBetween(span.from + edgeMs, span.until - edgeMs)
      if (sent === 0) witnesses.push(span)
    }
    const over = together(witnesses).filter(({ until }) => until < now - settleMs)
    return Promise.all(over.map((span) => occurrence(house, span)))
  },
}

/** Of a mail that was tried again and has left, or of an account that did not let us in; not what an outage explains. */
function spanOf({ cause, at, endedAt, explainedBy, detail }: EntryRecord): Span[] {
  if (endedAt === null || explainedBy !== null || (cause === 'mail_failed' && detail.locked !== true)) return []
  const [from, until] = [Date.parse(at), Date.parse(endedAt)]
  return until - from < longMs ? [] : [{ from, until }]
}

function together(spans: readonly Span[]): Span[] {
  const merged: Span[] = []
  for (const span of spans.toSorted((one, other) => one.from - other.from)) {
    const last = merged.at(-1)
    if (last !== undefined && span.from <= last.until + settleMs) last.until = Math.max(last.until, span.until)
    else merged.push({ ...span })
  }
  return merged
}

async function occurrence(house: House, { from, until }: Span): Promise<Occurrence> {
  const count = await house.store.outbox.heldAt(until - edgeMs)
  return {
    key: String(from),
    at: until,
    count,
    item: (language) => ({
      text: spellWhen(language, venueTimezone(house), from, until),
      notes: [say(language, 'mail.notice_mail.waited', { n: count })],
    }),
  }
}

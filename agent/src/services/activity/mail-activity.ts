import type { ActivityFilter, Entry } from '@sereno/shared/activity.ts'
import { cleanText, type Language } from '@sereno/shared/field.ts'
import { lifetimeMs } from '../../flow/back-off.ts'
import { csvEntry, csvHead } from '../../integrations/activity-view/entry-csv.ts'
import { makeViewMail } from '../../integrations/activity-view/view-mail.ts'
import { makeId } from '../../store/make-id.ts'
import { Fault } from '../fault.ts'
import type { Caller, House } from '../house.ts'
import type { Pace } from '../pace.ts'
import { checkSpan } from '../span-of.ts'
import { entryView } from './entry-view.ts'
import { logFilter } from './log-filter.ts'
import { viewAddress } from './view-address.ts'

/** As many as a mail can carry: about a megabyte. */
const most = 2000

/**
 * Mails these entries to the person who asks, through the outbox.
 * @throws {Fault} `mail_not_configured`, `too_often`, `invalid` at `until`
 */
export async function mailActivity(
  house: House,
  filter: ActivityFilter,
  caller: Caller,
  language: Language,
  pace: Pace,
): Promise<{ to: string; total: number }> {
  checkSpan(filter)
  if (house.mail.settings().settings === null) throw new Fault('mail_not_configured')
  pace.keep(caller.userId)
  const { entries, csv, isCut } = await newest(house, filter, language)
  const document = house.book.read()
  const zone = document.account?.timezone ?? 'UTC'
  const id = makeId()
  const now = house.clock.now()
  const mail = makeViewMail({
    language,
    zone,
    venue: cleanText(document.venue.name, 80),
    now,
    requestedBy: caller.fullName,
    to: caller.email,
    entries,
    isCut,
    csv,
    url: viewAddress(house.config.publicUrl, filter, now, zone),
    id,
  })
  const times = { createdAt: now, expiresAt: now + lifetimeMs, nextAt: now }
  await house.store.outbox.add([{ ...mail, id, transport: 'email', runId: null, ...times }])
  house.bus.emit('outbox.filled')
  return { to: caller.email, total: entries.length }
}

/** Written page by page: all lines in one go would keep everyone else waiting. */
async function newest(house: House, filter: ActivityFilter, language: Language) {
  const entries: Entry[] = []
  let csv = csvHead
  for await (const page of house.store.journal.pages(logFilter(house, filter))) {
    const added = page.slice(0, most - entries.length).map((record) => entryView(record, language))
    entries.push(...added)
    csv += added.map(csvEntry).join('')
    if (added.length < page.length) return { entries, csv, isCut: true }
  }
  return { entries, csv, isCut: false }
}

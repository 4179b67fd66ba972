import type { ActivityFilter, Entry } from '@sereno/shared/activity.ts'
import { cleanText, type Language } from '@sereno/shared/field.ts'
import { lifetimeMs } from '../../flow/back-off.ts'
import { makeViewMail } from '../../integrations/activity-view/view-mail.ts'
import { makeId } from '../../store/make-id.ts'
import { Fault } from '../fault.ts'
import type { Caller, House } from '../house.ts'
import type { Pace } from '../pace.ts'
import { checkSpan } from '../span-of.ts'
import { csvEntry, csvHead } from './activity-csv.ts'
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
  const { entries, isCut } = await newest(house, filter, language)
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
    csv: csvHead + entries.map(csvEntry).join(''),
    url: viewAddress(house.config.publicUrl, filter, now, zone),
    id,
  })
  const times = { createdAt: now, expiresAt: now + lifetimeMs, nextAt: now }
  await house.store.outbox.add([{ ...mail, id, transport: 'email', runId: null, ...times }])
  house.bus.emit('outbox.filled')
  return { to: caller.email, total: entries.length }
}

async function newest(house: House, filter: ActivityFilter, language: Language) {
  const entries: Entry[] = []
  for await (const page of house.store.journal.pages(logFilter(house, filter))) {
    for (const record of page) {
      if (entries.length === most) return { entries, isCut: true }
      entries.push(entryView(record, language))
    }
  }
  return { entries, isCut: false }
}

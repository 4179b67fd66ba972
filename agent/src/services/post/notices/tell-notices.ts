import { say } from '@sereno/shared/locales/index.ts'
import type { House } from '../../house.ts'
import { languageTo, letterTo } from '../../users/letter-to.ts'
import { isSteward, type Reader, readers } from '../readers.ts'
import { noticeSources } from './index.ts'
import type { NoticeSource, Occurrence } from './system-notice.ts'

/** Of one thing nobody gets more than a mail in so long; what happens meanwhile is in the next. */
const restMs = 24 * 60 * 60_000

/**
 * Mails admins and advisors what the box itself suffered: each thing that happened once, also over restarts. Where the
 * clock cannot be trusted nobody is told: it could be years ahead.
 */
export async function tellNotices(house: House, sources: readonly NoticeSource[] = noticeSources): Promise<void> {
  if (!(await house.watch.clockTrusted())) return
  const stewards = (await readers(house)).filter(isSteward)
  if (stewards.length === 0) return
  for (const source of sources) {
    const occurrences = await source.find(house, house.clock.now())
    if (occurrences.length === 0) continue
    for (const reader of stewards) await tell(house, reader, source, occurrences)
  }
}

async function tell(house: House, reader: Reader, source: NoticeSource, all: readonly Occurrence[]): Promise<void> {
  const { told } = house.store
  const now = house.clock.now()
  const thing = `notice.${source.thing}`
  const possible = all.filter(({ at }) => at >= reader.emailConfirmedAt).toSorted((one, other) => one.at - other.at)
  const keys = possible.map(({ key }) => key)
  const known = new Set(keys.length === 0 ? [] : await told.known(reader.id, thing, keys))
  const fresh = possible.filter(({ key }) => !known.has(key))
  if (fresh.length === 0) return
  const last = await told.lastAt(reader.id, thing)
  if (last !== null && now - last < restMs) return
  const letter = noticeLetter(house, reader, source, fresh)
  const freshKeys = fresh.map(({ key }) => key)
  if (await told.tell(reader.id, thing, freshKeys, now, letter)) house.bus.emit('outbox.filled')
}

function noticeLetter(house: House, reader: Reader, { thing, path }: NoticeSource, fresh: readonly Occurrence[]) {
  const language = languageTo(house, reader)
  return letterTo(house, reader, {
    kind: `notice_${thing}`,
    values: { n: fresh.reduce((sum, { count = 0 }) => sum + count, 0) },
    lists: [{ title: say(language, 'mail.notice.what'), items: fresh.map(({ item }) => item(language)) }],
    action: { label: say(language, 'mail.notice.button'), url: `${house.config.publicUrl}${path}` },
    notes: [say(language, 'mail.notice.why')],
  })
}

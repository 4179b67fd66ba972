import type { EntryRecord, NoticeRecord } from '@sereno/shared/activity.ts'
import { cleanText, type Language } from '@sereno/shared/field.ts'
import type { IncidentRecord } from '@sereno/shared/incident.ts'
import { say } from '@sereno/shared/locales/index.ts'
import type { LetterItem, LetterList } from '../../integrations/letters/letter-lists.ts'
import type { NewOutboxItem } from '../../store/outbox-types.ts'
import { inShort } from '../activity/entry-view.ts'
import type { House } from '../house.ts'
import { noticeView } from '../notices/notice-view.ts'
import { languageTo, letterTo } from '../users/letter-to.ts'
import { venueTimezone } from '../venue/venue-timezone.ts'
import { stopPath } from './choosers.ts'
import { spellWhen } from './notices/spell-when.ts'
import type { Reader } from './readers.ts'

/** What a mail of this sort tells. */
export interface News {
  incidents: readonly IncidentRecord[]
  found: readonly NoticeRecord[]
}

/** So many stand in one list of a mail. */
const most = 20

/** So many names of what hangs behind one are written out. */
const mostBehind = 8

/** What began, what is over and what is new, each incident once, as it stands now. */
export async function newsLetter(house: House, reader: Reader, { incidents, found }: News): Promise<NewOutboxItem> {
  const language = languageTo(house, reader)
  const { publicUrl } = house.config
  const worst = await worstOf(house, incidents)
  const { shown, behind } = folded(incidents, worst)
  const told = (incident: IncidentRecord) => {
    const entry = worst.get(incident.id)
    return itemOf(house, language, incident, entry, behind.get(entry?.id ?? '') ?? [])
  }
  const open = shown.filter(({ closedAt }) => closedAt === null).map(told)
  const over = shown.filter(({ closedAt }) => closedAt !== null).map(told)
  const isNew = found.map((notice) => ({ text: noticeView(notice, language).message }))
  const still = (await house.store.journal.openOutlines()).filter(({ explainedBy }) => explainedBy === null).length
  return letterTo(house, reader, {
    kind: 'news',
    values: { what: subjectOf(language, open, over, isNew), state: stateOf(language, still) },
    lists: [
      list(language, say(language, 'mail.news.open'), open),
      list(language, say(language, 'mail.news.over'), over),
      list(language, say(language, 'mail.news.found'), isNew),
    ].filter(({ items }) => items.length > 0),
    action: { label: say(language, 'mail.news.button'), url: publicUrl },
    notes: [say(language, 'mail.news.why')],
    links: [{ label: say(language, 'mail.post.stop'), url: publicUrl + stopPath }],
  })
}

/** The weightiest entry of each incident. */
async function worstOf({ store }: House, incidents: readonly IncidentRecord[]): Promise<Map<string, EntryRecord>> {
  const entries = await store.journal.entriesOf(
    incidents.map(({ id }) => id),
    1,
  )
  return new Map(entries.flatMap(({ incidentId, first: [entry] }) => (entry ? [[incidentId, entry] as const] : [])))
}

/** What another of these explains is named behind that, by the id of its entry. */
function folded(incidents: readonly IncidentRecord[], worst: ReadonlyMap<string, EntryRecord>) {
  const causes = new Set([...worst.values()].map(({ id }) => id))
  const behind = new Map<string, string[]>()
  const shown = incidents.filter(({ id, deviceName }) => {
    const explainedBy = worst.get(id)?.explainedBy ?? null
    if (explainedBy === null || !causes.has(explainedBy)) return true
    behind.set(explainedBy, [...(behind.get(explainedBy) ?? []), cleanText(deviceName ?? '', 60)])
    return false
  })
  return { shown, behind }
}

function itemOf(
  house: House,
  language: Language,
  { deviceId, deviceName, openedAt, closedAt }: IncidentRecord,
  entry: EntryRecord | undefined,
  behind: readonly string[],
): LetterItem {
  const device = house.book.read().devices.find(({ id }) => id === deviceId)
  const name = cleanText(device?.name ?? deviceName ?? 'Sereno', 60)
  const words = entry && inShort(entry, language)
  const until = closedAt === null ? null : Date.parse(closedAt)
  const when = spellWhen(language, venueTimezone(house), Date.parse(openedAt), until)
  const place = device === undefined || device.place === '' ? when : `${device.place}, ${when}`
  return {
    text: words === undefined ? name : words.message,
    ...(entry && { kind: entry.kind }),
    notes: [
      place,
      ...(behind.length === 0
        ? []
        : [say(language, 'mail.digest.explains', { n: behind.length, names: behind.slice(0, mostBehind).join(', ') })]),
      ...(until === null && words ? [words.advice] : []),
    ],
  }
}

function list(language: Language, title: string, items: readonly LetterItem[]): LetterList {
  const left = items.length - most
  return {
    title,
    items: items.slice(0, most),
    ...(left > 0 && { more: say(language, 'mail.digest.more', { n: left }) }),
  }
}

/** One that is alone is named; of more their number. */
function subjectOf(
  language: Language,
  open: readonly LetterItem[],
  over: readonly LetterItem[],
  found: readonly LetterItem[],
): string {
  const [only, ...more] = [...open, ...over, ...found]
  if (only !== undefined && more.length === 0) {
    return over.length === 1 ? say(language, 'mail.news.one_over', { what: only.text }) : only.text
  }
  if (open.length > 0) return say(language, 'mail.news.n_open', { n: open.length })
  if (over.length > 0) return say(language, 'mail.news.n_over', { n: over.length })
  return say(language, 'mail.news.n_found', { n: found.length })
}

/** How the venue is now, whatever this mail is about. */
export const stateOf = (language: Language, open: number): string =>
  open === 0 ? say(language, 'mail.digest.verdict_over') : say(language, 'mail.digest.verdict_open', { n: open })

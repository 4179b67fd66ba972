import type { ActivitySummary, EntryRecord } from '@sereno/shared/activity.ts'
import { cleanText, type Language } from '@sereno/shared/field.ts'
import { kinds } from '@sereno/shared/kind.ts'
import { say } from '@sereno/shared/locales/index.ts'
import { iso } from '../../clock.ts'
import { spellSpan } from '../../integrations/error-follow-up/spell.ts'
import { instantOf, shift } from '../../integrations/error-follow-up/window.ts'
import type { LetterItem, LetterList } from '../../integrations/letters/letter-lists.ts'
import type { NewOutboxItem } from '../../store/outbox-types.ts'
import type { TalkMeasures } from '../../store/talk-types.ts'
import { inShort } from '../activity/entry-view.ts'
import type { House } from '../house.ts'
import { spellDay } from '../me/spell-day.ts'
import { languageTo, letterTo } from '../users/letter-to.ts'
import { venueTimezone } from '../venue/venue-timezone.ts'
import { stopPath } from './choosers.ts'
import { stateOf } from './news-letter.ts'
import { spellWhen } from './notices/spell-when.ts'
import type { Reader } from './readers.ts'

const worstDevices = 3
const mostOpen = 10
const mostAdded = 10

/** A week of the venue, from Monday to Sunday. */
export interface Week {
  monday: string
  counted: ActivitySummary
  /** The week before it. */
  before: ActivitySummary
  open: EntryRecord[]
  /** Names of devices that came since the last summary; `null` where none was made yet. */
  added: string[] | null
  /** How conversations that were opened in it were answered. */
  talk: TalkMeasures
}

/** The week that ended with the Monday given. */
export async function readWeek(house: House, monday: string, knownIds: readonly string[] | null): Promise<Week> {
  const zone = venueTimezone(house)
  const { journal, talk: talks } = house.store
  const beginsAt = (weeks: number) => instantOf(shift(monday, -7 * weeks), '00:00', zone)
  const begins = (weeks: number) => iso(beginsAt(weeks))
  const [counted, before, open, talk] = await Promise.all([
    journal.summary({ since: begins(1), until: begins(0) }),
    journal.summary({ since: begins(2), until: begins(1) }),
    journal.openEntries(),
    talks.measured(beginsAt(1), beginsAt(0)),
  ])
  const known = knownIds === null ? null : new Set(knownIds)
  const { devices } = house.book.read()
  const added = known && devices.filter(({ id }) => !known.has(id)).map(({ name }) => name)
  return { monday, counted, before, open: open.filter(({ explainedBy }) => explainedBy === null), added, talk }
}

/** The mail about a week to one who wants it. */
export function weeklyLetter(house: House, reader: Reader, week: Week): NewOutboxItem {
  const language = languageTo(house, reader)
  const { publicUrl } = house.config
  const { monday, counted, open } = week
  const day = (date: string) => spellDay(language, 'UTC', Date.parse(date))
  return letterTo(house, reader, {
    kind: 'weekly',
    values: {
      n: counted.total,
      from: day(shift(monday, -7)),
      until: day(shift(monday, -1)),
      state: stateOf(language, open.length),
    },
    lists: [
      openList(house, language, open),
      countList(language, week),
      deviceList(language, counted),
      addedList(language, week),
      talkList(language, week),
    ].filter(({ items }) => items.length > 0),
    action: { label: say(language, 'mail.weekly.button'), url: `${publicUrl}/report` },
    notes: [say(language, 'mail.weekly.why')],
    links: [{ label: say(language, 'mail.post.stop'), url: publicUrl + stopPath }],
  })
}

const countList = (language: Language, { counted, before }: Week): LetterList => ({
  title: say(language, 'mail.weekly.counts'),
  items: kinds.map((kind) => ({
    kind,
    text: say(language, 'mail.digest.times', { n: counted.kinds[kind] ?? 0 }),
    notes: [
      `${say(language, 'mail.weekly.before', { n: before.kinds[kind] ?? 0 })} · ${say(language, `mail.kind.${kind}`)}`,
    ],
  })),
})

const deviceList = (language: Language, { devices }: ActivitySummary): LetterList => ({
  title: say(language, 'mail.weekly.devices'),
  items: devices
    .filter(({ deviceId }) => deviceId !== null)
    .slice(0, worstDevices)
    .map(({ deviceName, total, kinds: each }) => ({
      text: cleanText(deviceName ?? '', 60),
      notes: [
        `${say(language, 'mail.digest.times', { n: total })}: ${kinds
          .filter((kind) => (each[kind] ?? 0) > 0)
          .map((kind) => `${each[kind]} ${kind}`)
          .join(', ')}`,
      ],
    })),
})

const openList = (house: House, language: Language, open: readonly EntryRecord[]): LetterList => ({
  title: say(language, 'mail.digest.open'),
  items: open.slice(0, mostOpen).map((entry): LetterItem => {
    const { message, advice, kind } = inShort(entry, language)
    return {
      kind,
      text: message,
      notes: [spellWhen(language, venueTimezone(house), Date.parse(entry.at), null), advice],
    }
  }),
  ...(open.length > mostOpen && { more: say(language, 'mail.digest.more', { n: open.length - mostOpen }) }),
})

const addedList = (language: Language, { added }: Week): LetterList => ({
  title: say(language, 'mail.weekly.added'),
  items: (added ?? []).slice(0, mostAdded).map((name) => ({ text: cleanText(name, 60) })),
  ...((added ?? []).length > mostAdded && {
    more: say(language, 'mail.digest.more', { n: (added ?? []).length - mostAdded }),
  }),
})

/** Without any conversation there is nothing to tell. */
const talkList = (language: Language, { talk }: Week): LetterList => ({
  title: say(language, 'mail.weekly.talk'),
  items:
    talk.opened === 0
      ? []
      : [
          {
            text: say(language, 'mail.weekly.talk_opened', { n: talk.opened }),
            notes: [
              ...(talk.firstAnswerMs === null
                ? []
                : [say(language, 'mail.weekly.talk_answer', { span: spellSpan(language, talk.firstAnswerMs) })]),
              ...(talk.solutionMs === null
                ? []
                : [say(language, 'mail.weekly.talk_solution', { span: spellSpan(language, talk.solutionMs) })]),
              ...(talk.answered < talk.opened
                ? [say(language, 'mail.weekly.talk_unanswered', { n: talk.opened - talk.answered })]
                : []),
            ],
          },
        ],
})

import type { Language } from '@sereno/shared/field.ts'
import type { Counts } from '@sereno/shared/integration.ts'
import { severity } from '@sereno/shared/kind.ts'
import { say } from '@sereno/shared/locales/index.ts'
import type { Digest, DigestFacts, DigestRow } from './digest-shape.ts'
import type { DigestFile } from './file.ts'
import { healthOf, whyOf } from './foot.ts'
import { spellHour, spellSpan, spellTime } from './spell.ts'
import { makeTimeline } from './timeline.ts'
import { gather, type Trouble } from './trouble.ts'

const maxOpen = 15
const maxNames = 5
const hourMs = 60 * 60_000
/** The longest window of one day: the clocks are put back. */
const longestDayMs = 25 * hourMs

/**
 * Makes the content of the mail, in the order of `ux.md` 7.5; where nothing is counted, the all-clear that someone asked for.
 * @param maxRows how many troubles are listed; the others are only counted
 * @param file what goes with it
 */
export function makeDigest(facts: DigestFacts, maxRows = 50, file: DigestFile | null = null): Digest {
  const { language, decision } = facts
  const troubles = gather(decision, facts.now, language)
  const open = troubles.filter((trouble) => trouble.openSince !== null)
  return {
    language,
    venue: facts.venue,
    subject: subjectOf(facts, troubles[0]),
    lead: leadOf(facts, troubles[0]),
    verdict: verdictOf(facts, open.length),
    period: say(language, 'mail.digest.period', {
      since: timeIn(facts, facts.since),
      until: timeIn(facts, facts.until),
    }),
    counters: severity
      .filter((kind) => decision.counts[kind] !== undefined)
      .map((kind) => ({ kind, count: decision.counts[kind] ?? 0, meaning: say(language, `mail.kind.${kind}`) })),
    open: open.slice(0, maxOpen).map((trouble) => ({
      device: trouble.device,
      kind: trouble.kind,
      text: say(language, 'mail.digest.worst_open', { cause: trouble.cause, span: openSpan(facts, trouble) }),
    })),
    moreOpen: more(language, open.length - maxOpen),
    rows: withoutEchoes(
      byDevice(troubles)
        .slice(0, maxRows)
        .map((trouble) => rowOf(facts, trouble)),
    ),
    moreRows: more(language, troubles.length - maxRows),
    file: file && fileNote(language, file),
    timeline: makeTimeline(decision.counted, facts.since, facts.until).map(({ at, kind }) => ({
      hour: spellHour(facts.zone, at),
      kind,
    })),
    ...timelineWords(facts),
    comparison: facts.totalBefore === null ? null : comparisonOf(language, decision.total, facts.totalBefore),
    trend: trendOf(facts),
    why: whyOf(facts),
    links: [
      { text: say(language, 'mail.digest.open_dashboard'), url: `${facts.publicUrl}/activity` },
      { text: say(language, 'mail.digest.change'), url: `${facts.publicUrl}/integrations` },
    ],
    linksNote: say(language, 'mail.digest.inside'),
    health: healthOf(facts),
  }
}

const timeIn = (facts: DigestFacts, at: number): string => spellTime(facts.language, facts.zone, at)
const openSpan = (facts: DigestFacts, trouble: Trouble): string =>
  spellSpan(facts.language, facts.now - (trouble.openSince ?? facts.now))
const more = (language: Language, n: number): string | null => (n > 0 ? say(language, 'mail.digest.more', { n }) : null)

/** All troubles of a device together, the device with the worst of them first. */
const byDevice = (troubles: Trouble[]): Trouble[] => [...Map.groupBy(troubles, ({ device }) => device).values()].flat()

/** The same advice is given once: ten silent printers are not ten lessons. */
function withoutEchoes(rows: DigestRow[]): DigestRow[] {
  const given = new Set<string>()
  return rows.map((row) => {
    const advice = given.has(row.advice) ? '' : row.advice
    given.add(row.advice)
    return { ...row, advice }
  })
}

function verdictOf({ language, decision, form }: DigestFacts, open: number): string {
  if (open > 0) return say(language, 'mail.digest.verdict_open', { n: open })
  if (decision.total > 0) return say(language, 'mail.digest.verdict_over')
  return say(language, form.includeRecovered ? 'mail.digest.verdict_clear' : 'mail.digest.verdict_none_open')
}

const fileNote = (language: Language, { attachment: { name }, rows, isCut }: DigestFile): string =>
  isCut ? say(language, 'mail.digest.file_cut', { name, n: rows }) : say(language, 'mail.digest.file', { name })

/** Over a weekend a cell is longer than an hour. */
function timelineWords({ language, since, until }: DigestFacts): Pick<Digest, 'timelineTitle' | 'timelineKey'> {
  if (until - since <= longestDayMs) {
    return {
      timelineTitle: say(language, 'mail.digest.timeline'),
      timelineKey: say(language, 'mail.digest.timeline_key'),
    }
  }
  const hours = Math.round((until - since) / 24 / hourMs)
  return {
    timelineTitle: say(language, 'mail.digest.timeline_days'),
    timelineKey: say(language, 'mail.digest.timeline_days_key', { n: hours }),
  }
}

/** Long enough for a sentence, short enough for a list of mails. */
const maxSubject = 120

/** The counts, and then the worst of them, so that a list of mails already says what to do. */
function subjectOf(facts: DigestFacts, worst: Trouble | undefined): string {
  const { language, decision, form } = facts
  const clear = form.includeRecovered ? 'mail.digest.subject_clear' : 'mail.digest.subject_none_open'
  const counts = say(language, decision.total === 0 ? clear : 'mail.digest.subject', {
    venue: facts.venue,
    n: decision.total,
    hours: hoursOf(facts),
    kinds: decision.total === 0 ? facts.form.kinds.join(', ') : namesOf(decision.counts),
  })
  const start = facts.form.test ? `[TEST] ${counts}` : counts
  return worst ? clip(`${start} - ${worst.device}: ${shortOf(facts, worst)}`, maxSubject) : start
}

/** `3 Offline, 1 Fail` */
const namesOf = (counts: Counts): string =>
  severity
    .filter((kind) => (counts[kind] ?? 0) > 0)
    .map((kind) => `${counts[kind]} ${kind}`)
    .join(', ')

/** The length of the window; a day is called 24 hours also when the clocks change. */
function hoursOf(facts: DigestFacts): number {
  const hours = Math.max(1, Math.round((facts.until - facts.since) / hourMs))
  return hours >= 23 && hours <= 25 ? 24 : hours
}

function shortOf(facts: DigestFacts, trouble: Trouble): string {
  const { cause } = trouble
  if (trouble.openSince !== null)
    return say(facts.language, 'mail.digest.worst_open', { cause, span: openSpan(facts, trouble) })
  if (trouble.totalMs === 0) return cause
  return say(facts.language, 'mail.digest.worst_over', { cause, span: spellSpan(facts.language, trouble.totalMs) })
}

function leadOf(facts: DigestFacts, worst: Trouble | undefined): string {
  if (!worst) {
    const key = facts.form.includeRecovered ? 'mail.digest.lead_clear' : 'mail.digest.lead_none_open'
    return say(facts.language, key, { kinds: facts.form.kinds.join(', ') })
  }
  const { cause, device } = worst
  if (worst.openSince !== null) {
    return `${device}: ${say(facts.language, 'mail.digest.lead_open', { cause, span: openSpan(facts, worst) })}`
  }
  if (worst.totalMs === 0) {
    const time = timeIn(facts, worst.lastAt)
    return `${device}: ${say(facts.language, 'mail.digest.lead_moment', { cause, n: worst.times, time })}`
  }
  const span = spellSpan(facts.language, worst.totalMs)
  return `${device}: ${say(facts.language, 'mail.digest.lead_over', { cause, span, time: timeIn(facts, worst.endedAt ?? worst.lastAt) })}`
}

function rowOf(facts: DigestFacts, trouble: Trouble): DigestRow {
  const { language } = facts
  const { device, kind, cause, message, advice, explains, explained } = trouble
  const names = explains.slice(0, maxNames).join('; ')
  const rest = more(language, explains.length - maxNames)
  return {
    device,
    kind,
    cause,
    message: message === cause ? '' : message,
    when: whenOf(facts, trouble),
    advice,
    explains:
      explains.length > 0
        ? say(language, 'mail.digest.explains', { n: explained, names: rest ? `${names}; ${rest}` : names })
        : null,
  }
}

function whenOf(facts: DigestFacts, trouble: Trouble): string {
  const { language } = facts
  const first = timeIn(facts, trouble.firstAt)
  const times = say(language, 'mail.digest.times', { n: trouble.times })
  const several = say(language, 'mail.digest.first_last', { first, last: timeIn(facts, trouble.lastAt) })
  const seen = trouble.times === 1 ? first : several
  if (trouble.openSince === null) {
    if (trouble.totalMs === 0) return `${times}, ${seen}`
    const lasted = say(language, 'mail.digest.lasted', { span: spellSpan(language, trouble.totalMs) })
    return `${times}, ${seen}; ${lasted}`
  }
  const since = say(language, 'mail.digest.since', {
    first: timeIn(facts, trouble.openSince),
    span: openSpan(facts, trouble),
  })
  return trouble.times === 1 ? `${times}, ${since}` : `${times}, ${several}; ${since}`
}

function comparisonOf(language: Language, total: number, before: number): string {
  if (total === before) return say(language, 'mail.digest.compare_same', { before })
  const key = total > before ? 'mail.digest.compare_more' : 'mail.digest.compare_fewer'
  return say(language, key, { n: Math.abs(total - before), before })
}

const trendOf = ({ language, rising }: DigestFacts): string | null =>
  rising.length === 0
    ? null
    : [
        ...rising.map(({ kind, counts }) =>
          say(language, 'mail.digest.rising', { kind, n: counts.length, counts: counts.join(' → ') }),
        ),
        say(language, 'mail.digest.rising_why'),
      ].join(' ')

const clip = (text: string, max: number): string => {
  const letters = Array.from(text)
  return letters.length <= max
    ? text
    : `${letters
        .slice(0, max - 1)
        .join('')
        .trimEnd()}…`
}

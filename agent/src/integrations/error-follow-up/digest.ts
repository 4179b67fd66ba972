import { cleanText, type Language } from '@sereno/shared/field.ts'
import type { Counts, ErrorFollowUp } from '@sereno/shared/integration.ts'
import { type Kind, severity } from '@sereno/shared/kind.ts'
import { say } from '@sereno/shared/locales/index.ts'
import type { Decision } from './decide.ts'
import { spellHour, spellSpan, spellTime } from './spell.ts'
import { makeTimeline } from './timeline.ts'
import { gather, type Trouble } from './trouble.ts'

const maxOpen = 15
const maxNames = 5
const hourMs = 60 * 60_000

/** Everything a digest is made of. Times are ms since 1970. */
export interface DigestFacts {
  language: Language
  /** The venue's. */
  zone: string
  venue: string
  now: number
  since: number
  until: number
  trigger: 'daily' | 'demand'
  /** Who asked for it. */
  requestedBy: string | null
  form: Pick<ErrorFollowUp, 'name' | 'test' | 'kinds' | 'minimumErrors'>
  decision: Decision
  /** How many were counted in the 24 hours before the window. */
  totalBefore: number
  health: { devices: number; lastCheckAt: number | null; diskOk: boolean; waiting: number }
  publicUrl: string
}

export interface DigestRow {
  device: string
  kind: Kind
  cause: string
  message: string
  /** How often, first, last, how long. */
  when: string
  advice: string
  explains: string | null
}

/** A digest in the words of its reader; what renders it only lays it out. Nothing in it is escaped. */
export interface Digest {
  language: Language
  venue: string
  subject: string
  /** The worst device, its cause and how long; also what mail programs show beside the subject. */
  lead: string
  verdict: string
  period: string
  counters: { kind: Kind; count: number; meaning: string }[]
  open: { device: string; kind: Kind; text: string }[]
  moreOpen: string | null
  rows: DigestRow[]
  moreRows: string | null
  timeline: { hour: string; kind: Kind | null }[]
  comparison: string
  why: string[]
  links: { text: string; url: string }[]
  linksNote: string
  health: string
}

/**
 * Makes the content of the mail, in the order of `ux.md` 7.5; where nothing is counted, the all-clear that someone asked for.
 * @param maxRows how many troubles are listed; the others are only counted
 */
export function makeDigest(facts: DigestFacts, maxRows = 50): Digest {
  const { language, decision } = facts
  const troubles = gather(decision, facts.now, language)
  const open = troubles.filter((trouble) => trouble.openSince !== null)
  return {
    language,
    venue: facts.venue,
    subject: subjectOf(facts, troubles[0]),
    lead: leadOf(facts, troubles[0]),
    verdict:
      open.length > 0
        ? say(language, 'mail.digest.verdict_open', { n: open.length })
        : say(language, decision.total === 0 ? 'mail.digest.verdict_clear' : 'mail.digest.verdict_over'),
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
    timeline: makeTimeline(decision.counted, facts.since, facts.until).map(({ at, kind }) => ({
      hour: spellHour(facts.zone, at),
      kind,
    })),
    comparison: comparisonOf(language, decision.total, facts.totalBefore),
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

/** Long enough for a sentence, short enough for a list of mails. */
const maxSubject = 120

/** The counts, and then the worst of them, so that a list of mails already says what to do. */
function subjectOf(facts: DigestFacts, worst: Trouble | undefined): string {
  const { language, decision } = facts
  const counts = say(language, decision.total === 0 ? 'mail.digest.subject_clear' : 'mail.digest.subject', {
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
  if (!worst) return say(facts.language, 'mail.digest.lead_clear', { kinds: facts.form.kinds.join(', ') })
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

function whyOf(facts: DigestFacts): string[] {
  const { language, form } = facts
  const cause =
    facts.trigger === 'daily'
      ? say(language, 'mail.digest.why_daily', { threshold: form.minimumErrors, n: facts.decision.total })
      : say(language, 'mail.digest.why_demand', {
          user: cleanText(facts.requestedBy ?? '', 80),
          time: timeIn(facts, facts.now),
        })
  const types = say(language, 'mail.digest.why_types', { name: form.name, kinds: form.kinds.join(', ') })
  return form.test ? [cause, types, say(language, 'mail.digest.why_test')] : [cause, types]
}

function healthOf(facts: DigestFacts): string {
  const { language, health } = facts
  const parts = [say(language, 'mail.digest.health', { n: health.devices })]
  if (health.lastCheckAt === null) parts.push(say(language, 'mail.digest.health_never'))
  else parts.push(say(language, 'mail.digest.health_check', { time: timeIn(facts, health.lastCheckAt) }))
  if (!health.diskOk) parts.push(say(language, 'mail.digest.health_disk'))
  if (health.waiting > 0) parts.push(say(language, 'mail.digest.health_waiting', { n: health.waiting }))
  return parts.join(' ')
}

const clip = (text: string, max: number): string => {
  const letters = Array.from(text)
  return letters.length <= max
    ? text
    : `${letters
        .slice(0, max - 1)
        .join('')
        .trimEnd()}…`
}

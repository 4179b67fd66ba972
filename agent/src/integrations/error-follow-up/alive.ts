import type { Mail } from '@sereno/shared/delivery.ts'
import type { ErrorFollowUp } from '@sereno/shared/integration.ts'
import { say } from '@sereno/shared/locales/index.ts'
import type { DigestFacts } from './digest-shape.ts'
import { healthTroubles } from './foot.ts'
import { escapeHtml as e, paint } from './html-paint.ts'
import { mailPage, name, opening, paragraph, quiet, row, table } from './html-parts.ts'
import { addressed } from './mail.ts'
import { spellSpan, spellTime } from './spell.ts'
import { wrap } from './text.ts'
import { shift } from './window.ts'

/** A sign of life comes once no mail has gone for so many days. */
const quietFor = 7

/** Whether the run of a day that sent nothing is the one to say that the box watches; both days are of the calendar. */
export const isAliveDue = (localDate: string, lastMailDate: string): boolean =>
  lastMailDate <= shift(localDate, -quietFor)

/** What a sign of life is made of. Times are ms since 1970. */
export interface AliveFacts
  extends Pick<DigestFacts, 'language' | 'zone' | 'venue' | 'now' | 'health' | 'publicUrl' | 'stop'> {
  form: Pick<ErrorFollowUp, 'name' | 'test' | 'kinds' | 'minimumErrors' | 'includeRecovered'>
  /** Since when nothing had to be reported. */
  since: number
  nextRunAt: number | null
  /** What the last seven days counted all the same, and how many of them are open: too few for a mail on any day. */
  total: number
  open: number
}

/** One mail for each recipient: the box watches, how much, since when there was nothing to say, and when it looks next. */
export function makeAliveMails(facts: AliveFacts, run: { id: string; at: number }, recipients: string[]): Mail[] {
  const words = wordsOf(facts)
  const { subject } = words
  return addressed(facts, run, recipients, (to) => {
    const own = withStop(words, facts, to)
    return { subject, text: asText(own), html: asHtml(facts, own) }
  })
}

function withStop(words: Words, { language, stop }: AliveFacts, to: string): Words {
  const url = stop.links.get(to)
  return url === undefined
    ? words
    : { ...words, links: [...words.links, { text: say(language, 'mail.stop.link'), url }] }
}

interface Words {
  subject: string
  lead: string
  found: string
  facts: { label: string; value: string }[]
  notes: string[]
  links: { text: string; url: string }[]
}

function wordsOf(facts: AliveFacts): Words {
  const { language, form, health, now, since, nextRunAt } = facts
  const time = (at: number) => spellTime(language, facts.zone, at)
  const subject = say(language, 'mail.alive.subject', { venue: facts.venue })
  const sinceWords = { time: time(since), span: spellSpan(language, now - since) }
  return {
    subject: form.test ? `[TEST] ${subject}` : subject,
    lead: say(language, 'mail.alive.lead', { n: health.devices, venue: facts.venue }),
    found: foundIn(facts),
    facts: [
      { label: say(language, 'mail.alive.quiet'), value: say(language, 'mail.alive.quiet_value', sinceWords) },
      {
        label: say(language, 'mail.alive.last_check'),
        value: health.lastCheckAt === null ? say(language, 'mail.alive.no_check') : time(health.lastCheckAt),
      },
      {
        label: say(language, 'mail.alive.next_run'),
        value: nextRunAt === null ? say(language, 'mail.alive.no_run') : time(nextRunAt),
      },
    ],
    notes: [
      ...healthTroubles(facts),
      say(language, 'mail.alive.why'),
      say(language, 'mail.digest.why_types', { name: form.name, kinds: form.kinds.join(', ') }),
      ...(form.test ? [say(language, 'mail.digest.why_test')] : []),
      say(language, 'mail.digest.inside'),
    ],
    links: [{ text: say(language, 'mail.digest.change'), url: `${facts.publicUrl}/integrations` }],
  }
}

/** Nothing, or too little for a mail: the one must not pass for the other. */
function foundIn({ language, form, total, open }: AliveFacts): string {
  if (total === 0) return say(language, form.includeRecovered ? 'mail.alive.none' : 'mail.alive.none_open')
  const few = say(language, 'mail.alive.few', { n: total, threshold: form.minimumErrors })
  return open === 0 ? few : `${few} ${say(language, 'mail.digest.verdict_open', { n: open })}`
}

function asHtml(facts: AliveFacts, { subject, lead, found, facts: list, notes, links }: Words): string {
  const { font } = paint
  const cell = (text: string, look: string, colour: string) =>
    `<td class="box ${look}" valign="top" style="padding:8px 0;border-top:1px solid #DDE2E7;font:16px/1.5 ${font};color:${colour}">${e(text)}</td>`
  const rows = list.map(
    ({ label, value }) => `<tr>${cell(label, 'muted', '#556270')}${cell(value, 'ink', '#17202A')}</tr>`,
  )
  const body = [
    opening(lead, paragraph(found)),
    row(table(rows.join('')), 'padding:12px 24px'),
    row(
      links
        .map(({ text, url }) => quiet(`<a class="link" href="${e(url)}" style="color:#0B5CAD">${e(text)}</a>`))
        .join('') + notes.map((note) => quiet(name(note))).join(''),
      'padding:12px 24px 24px',
    ),
  ].join('\n')
  return mailPage({ language: facts.language, subject, lead: found, body })
}

function asText({ lead, found, facts, notes, links }: Words): string {
  const parts = [
    wrap(lead),
    wrap(found),
    facts.map(({ label, value }) => wrap(`${label}: ${value}`, '  ')).join('\n'),
    links.map(({ text, url }) => `${text}:\n${url}`).join('\n\n'),
    notes.map((note) => wrap(note)).join('\n'),
  ]
  return `${parts.join('\n\n')}\n`
}

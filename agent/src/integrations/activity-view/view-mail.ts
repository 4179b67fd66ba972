import type { Entry } from '@sereno/shared/activity.ts'
import type { Mail } from '@sereno/shared/delivery.ts'
import { cleanText, type Language } from '@sereno/shared/field.ts'
import { type Kind, severity } from '@sereno/shared/kind.ts'
import { say } from '@sereno/shared/locales/index.ts'
import { mailDate } from '../../clock.ts'
import { escapeHtml as e } from '../error-follow-up/html-paint.ts'
import { badge, heading, line, mailPage, name, quiet, row } from '../error-follow-up/html-parts.ts'
import { spellSpan, spellTime } from '../error-follow-up/spell.ts'

/** What of the activity log someone asked to have mailed. */
export interface ViewFacts {
  language: Language
  /** The venue's. */
  zone: string
  venue: string
  now: number
  /** Who asked. */
  requestedBy: string
  to: string
  /** The newest ones, newest first, up to as many as the file holds. */
  entries: readonly Entry[]
  /** There are more than these. */
  isCut: boolean
  csv: string
  /** The address of the view on the dashboard. */
  url: string
  id: string
}

const maxRows = 50

/** A view of the activity log as a mail: its counts, the first 50 rows, and all of them as CSV. */
export function makeViewMail(facts: ViewFacts): Mail {
  const { language, entries } = facts
  const subject = cleanText(say(language, 'mail.view.subject', { venue: facts.venue, n: entries.length }), 200)
  const host = new URL(facts.url).hostname.replace(/[^a-z0-9.-]/giu, '') || 'sereno.local'
  const parts = wordsOf(facts)
  return {
    to: facts.to,
    messageId: `<${facts.id.replaceAll('-', '')}.view@${host}>`,
    subject,
    text: asText(facts, parts),
    html: asHtml(facts, subject, parts),
    headers: {
      Date: mailDate(facts.now),
      'Auto-Submitted': 'auto-generated',
      'Content-Language': language,
    },
    attachments: [{ name: 'activity.csv', type: 'text/csv; charset=utf-8', text: facts.csv }],
  }
}

interface Words {
  counts: string
  rows: { kind: Kind; isOpen: boolean; when: string; device: string; message: string }[]
  more: string | null
  notes: string[]
  link: string
}

function wordsOf(facts: ViewFacts): Words {
  const { language, entries, zone, now } = facts
  const n = entries.length
  const counted = severity.map((kind) => [kind, entries.filter((entry) => entry.kind === kind).length] as const)
  const user = cleanText(facts.requestedBy, 80)
  return {
    counts:
      n === 0
        ? say(language, 'mail.view.none')
        : counted.flatMap(([kind, count]) => (count === 0 ? [] : [`${count} ${kind}`])).join(', '),
    rows: entries.slice(0, maxRows).map((entry) => rowOf(facts, entry)),
    more: n > maxRows ? say(language, 'mail.digest.more', { n: n - maxRows }) : null,
    notes: [
      facts.isCut ? say(language, 'mail.view.file_cut', { n }) : say(language, 'mail.view.file'),
      say(language, 'mail.digest.why_demand', { user, time: spellTime(language, zone, now) }),
      say(language, 'mail.digest.inside'),
    ],
    link: say(language, 'mail.digest.open_dashboard'),
  }
}

function rowOf(facts: ViewFacts, entry: Entry): Words['rows'][number] {
  const device = cleanText(entry.deviceName ?? '', 80)
  const message = cleanText(entry.message, 300)
  return {
    kind: entry.kind,
    isOpen: entry.endedAt === null,
    when: whenOf(facts, entry),
    // Most messages name the device themselves.
    device: message.includes(device) ? '' : device,
    message,
  }
}

function whenOf({ language, zone, now }: ViewFacts, { at, endedAt }: Entry): string {
  const begun = spellTime(language, zone, Date.parse(at))
  const span = spellSpan(language, (endedAt === null ? now : Date.parse(endedAt)) - Date.parse(at))
  if (endedAt === null) return say(language, 'mail.view.open', { time: begun, span })
  return at === endedAt ? begun : `${begun}, ${span}`
}

function asHtml(facts: ViewFacts, subject: string, { counts, rows, more, notes, link }: Words): string {
  const body = [
    heading(subject),
    row(quiet(e(counts)), 'padding:0 24px 12px'),
    ...rows.map(({ kind, isOpen, when, device, message }) =>
      row(
        line(`${badge(kind, isOpen)} ${device === '' ? '' : `<b>${name(device)}</b><br>`}${name(message)}`) +
          quiet(e(when)),
        'padding:8px 24px;border-top:1px solid #DDE2E7',
      ),
    ),
    ...(more === null ? [] : [row(quiet(e(more)))]),
    row(
      quiet(`<a class="link" href="${e(facts.url)}" style="color:#0B5CAD">${e(link)}</a>`) +
        notes.map((note) => quiet(e(note))).join(''),
      'padding:20px 24px 24px',
    ),
  ].join('\n')
  return mailPage({ language: facts.language, subject, lead: counts, body })
}

function asText({ url }: ViewFacts, { counts, rows, more, notes, link }: Words): string {
  const lines = rows.map(
    ({ kind, when, device, message }) => `${kind}  ${device === '' ? '' : `${device}: `}${message}\n    ${when}`,
  )
  return [counts, ...lines, ...(more === null ? [] : [more]), `${link}:\n${url}`, ...notes].join('\n\n')
}

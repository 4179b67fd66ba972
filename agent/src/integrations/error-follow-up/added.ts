import type { Mail } from '@sereno/shared/delivery.ts'
import { cleanText } from '@sereno/shared/field.ts'
import type { ErrorFollowUp } from '@sereno/shared/integration.ts'
import { say } from '@sereno/shared/locales/index.ts'
import type { DigestFacts } from './digest-shape.ts'
import { escapeHtml as e, paint } from './html-paint.ts'
import { heading, line, mailPage, name, opening, paragraph, quiet, row } from './html-parts.ts'
import { addressed } from './mail.ts'
import { wrap } from './text.ts'

/** What the mail is made of that tells someone that they were added. */
export interface AddedFacts extends Pick<DigestFacts, 'language' | 'zone' | 'venue' | 'now' | 'publicUrl'> {
  form: Pick<ErrorFollowUp, 'name' | 'kinds' | 'minimumErrors' | 'sendAt'>
  to: string
  /** Who saved it last, not always who added them; `null` where that person is gone, or it was written by hand. */
  by: { fullName: string; email: string } | null
  stopUrl: string
  id: string
}

/** Tells someone once that they were added: by whom, where, what will come and when, and how to stop it. */
export function makeAddedMail(facts: AddedFacts): Mail {
  const words = wordsOf(facts)
  const content = { subject: words.subject, text: asText(facts, words), html: asHtml(facts, words) }
  const stop = { links: new Map([[facts.to, facts.stopUrl]]), mailTo: facts.by?.email ?? null }
  const [mail] = addressed({ ...facts, stop }, { id: facts.id, at: facts.now }, [facts.to], () => content)
  if (mail === undefined) throw new Error('A mail to one person is one mail')
  return facts.by === null ? mail : { ...mail, headers: { ...mail.headers, 'Reply-To': facts.by.email } }
}

interface Words {
  subject: string
  lead: string
  about: string
  facts: { label: string; value: string }[]
  stopTitle: string
  stopLink: string
  notes: string[]
}

function wordsOf({ language, zone, venue, form, by }: AddedFacts): Words {
  const user = cleanText(by?.fullName ?? '', 80)
  const told: [label: string, value: string][] = [
    [
      say(language, 'mail.added.what'),
      say(language, 'mail.added.what_value', { n: form.minimumErrors, kinds: form.kinds.join(', ') }),
    ],
    [
      say(language, 'mail.added.when'),
      say(language, 'mail.added.when_value', { time: form.sendAt, zone: zone.replaceAll('_', ' ') }),
    ],
    [say(language, 'mail.added.name'), form.name],
    ...(by === null ? [] : [[say(language, 'mail.added.by'), `${user}, ${by.email}`] as [string, string]]),
  ]
  return {
    subject: say(language, by === null ? 'mail.added.subject' : 'mail.added.subject_by', { user, venue }),
    lead: say(language, by === null ? 'mail.added.lead' : 'mail.added.lead_by', { user, venue }),
    about: say(language, 'mail.added.about'),
    facts: told.map(([label, value]) => ({ label, value: cleanText(value, 400) })),
    stopTitle: say(language, 'mail.added.stop_title'),
    stopLink: say(language, 'mail.stop.link'),
    notes: [
      say(language, 'mail.added.inside'),
      by === null ? say(language, 'mail.added.answer_nobody') : say(language, 'mail.added.answer', { user }),
      say(language, 'mail.added.once'),
    ],
  }
}

const divided = 'padding:8px 24px;border-top:1px solid #DDE2E7'
const button = `display:inline-block;padding:10px 16px;border:1px solid #0B5CAD;border-radius:8px;font:600 16px/1.4 ${paint.font};color:#0B5CAD;text-decoration:none`

function asHtml({ language, stopUrl }: AddedFacts, words: Words): string {
  const body = [
    opening(words.lead, paragraph(words.about)),
    row('', 'padding:4px'),
    ...words.facts.map(({ label, value }) => row(quiet(e(label)) + line(name(value)), divided)),
    heading(words.stopTitle),
    row(`<a class="link" href="${e(stopUrl)}" style="${button}">${e(words.stopLink)}</a>`, 'padding:8px 24px 12px'),
    row(words.notes.map((note) => quiet(name(note))).join(''), 'padding:4px 24px 24px'),
  ].join('\n')
  return mailPage({ language, subject: words.subject, lead: words.about, body })
}

function asText({ stopUrl }: AddedFacts, words: Words): string {
  const parts = [
    wrap(words.lead),
    wrap(words.about),
    words.facts.map(({ label, value }) => wrap(`${label}: ${value}`, '  ')).join('\n'),
    `${words.stopTitle.toUpperCase()}\n${words.stopLink}:\n${stopUrl}`,
    words.notes.map((note) => wrap(note)).join('\n'),
  ]
  return `${parts.join('\n\n')}\n`
}

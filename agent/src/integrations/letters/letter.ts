import type { Mail } from '@sereno/shared/delivery.ts'
import { cleanText, type Language } from '@sereno/shared/field.ts'
import { say, type Values } from '@sereno/shared/locales/index.ts'
import { mailDate } from '../../clock.ts'
import { escapeHtml as e, paint } from '../error-follow-up/html-paint.ts'
import { line, mailPage, name, opening, quiet, row } from '../error-follow-up/html-parts.ts'
import { type LetterLink, type LetterList, linkHtml, listHtml, listText } from './letter-lists.ts'

/** A short mail to one person of the house: what happened, what they can do, and what to do where it was not them. */
export interface Letter {
  /** Its words: `subject`, `lead` and `text` in the group `mail.<kind>`. */
  kind: LetterKind
  language: Language
  to: string
  id: string
  /** The venue's name. */
  venue: string
  /** How the dashboard is reached; the Message-ID carries its host. */
  url: string
  now: number
  /** What the words leave open. */
  values?: Values
  /** Facts below the text, in the reader's words. */
  facts?: readonly { label: string; value: string }[]
  /** Lists below the facts, each under a heading. */
  lists?: readonly LetterList[]
  /** What someone wrote, in their own words. */
  quote?: string
  /** What to do, one after the other, below the facts. */
  steps?: { title: string; items: readonly string[] }
  /** The one thing to do. */
  action?: { label: string; url: string }
  /** To be typed where the link cannot be opened. */
  code?: string
  /** Below everything, small. */
  notes?: readonly string[]
  /** Below the notes, such as where to stop these mails. */
  links?: readonly LetterLink[]
}

/** Each has its words in `mail.<kind>.*`. */
export type LetterKind =
  | 'welcome'
  | 'reset'
  | 'usernames'
  | 'confirm_email'
  | 'email_changing'
  | 'password_changed'
  | 'new_sign_in'
  | 'deletion'
  | 'deletion_soon'
  | 'deletion_over'
  | 'subscription_ending'
  | 'ticket_new'
  | 'ticket_reply'
  | 'ticket_state'
  | 'token_revoked'
  | 'token_replaced'
  | 'token_expiring'
  | 'second_step_on'
  | 'second_step_off'
  | 'second_step_guessed'
  | 'passkey_added'
  | 'passkey_removed'
  | 'webhook_disabled'
  | 'notice_box'
  | 'notice_mail'
  | 'notice_disk'
  | 'notice_disk_nearly'
  | 'notice_card'
  | 'notice_power'
  | 'notice_backup'
  | 'notice_channel'
  | 'handed_over'
  | 'messages_waiting'
  | 'conversations_unpicked'
  | 'news'
  | 'weekly'
  | 'product'

interface Words {
  subject: string
  lead: string
  text: string
  code: string | null
  facts: { label: string; value: string }[]
  notes: readonly string[]
}

/** A letter as a mail: text and HTML say the same. */
export function makeLetter(letter: Letter): Mail {
  const words = wordsOf(letter)
  const host = new URL(letter.url).hostname.replace(/[^a-z0-9.-]/giu, '') || 'sereno.local'
  return {
    to: letter.to,
    messageId: `<${letter.id.replaceAll('-', '')}.${letter.kind}@${host}>`,
    subject: words.subject,
    text: asText(letter, words),
    html: asHtml(letter, words),
    headers: {
      Date: mailDate(letter.now),
      'Auto-Submitted': 'auto-generated',
      'Content-Language': letter.language,
    },
  }
}

function wordsOf({ kind, language, venue, values = {}, code, facts = [], notes = [], action }: Letter): Words {
  const told = { venue: cleanText(venue, 80), ...values }
  return {
    subject: cleanText(say(language, `mail.${kind}.subject`, told), 200),
    lead: say(language, `mail.${kind}.lead`, told),
    text: say(language, `mail.${kind}.text`, told),
    code: code === undefined ? null : say(language, 'mail.letter.code'),
    facts: facts.flatMap(({ label, value }) => {
      const text = cleanText(value, 200)
      return text === '' ? [] : [{ label, value: text }]
    }),
    notes: [...notes, ...(action === undefined ? [] : [say(language, 'mail.digest.inside')])],
  }
}

const button = ({ label, url }: { label: string; url: string }): string =>
  `<a href="${e(url)}" style="display:inline-block;padding:12px 24px;border-radius:8px;background:#0B5CAD;color:#FFFFFF;font:600 16px/24px ${paint.font};text-decoration:none">${e(label)}</a>`

const codeText = (code: string): string =>
  `<p class="ink" style="margin:0 0 8px;font:600 24px/1.5 ui-monospace,Menlo,Consolas,monospace;letter-spacing:2px;color:#17202A">${e(code)}</p>`

const quoted = (text: string): string =>
  `<p class="ink" dir="auto" style="margin:0 0 8px;padding:0 0 0 12px;border-left:3px solid #C5CDD5;font:16px/24px ${paint.font};color:#17202A">${e(text).replaceAll('\n', '<br>')}</p>`

const stepList = ({ title, items }: NonNullable<Letter['steps']>): string =>
  `${line(`<strong>${e(title)}</strong>`)}<ol class="ink" style="margin:0 0 8px;padding:0 0 0 24px;font:400 16px/24px ${paint.font};color:#17202A">${items
    .map((item) => `<li>${e(item)}</li>`)
    .join('')}</ol>`

function asHtml({ language, action, code, lists = [], quote, steps, links = [] }: Letter, words: Words): string {
  const body = [
    opening(words.subject, line(name(words.lead)) + line(name(words.text))),
    ...words.facts.map(({ label, value }) => row(quiet(e(label)) + line(name(value)), 'padding:4px 24px')),
    ...lists.map(listHtml),
    ...(quote === undefined ? [] : [row(quoted(quote), 'padding:12px 24px 4px')]),
    ...(action === undefined ? [] : [row(button(action), 'padding:12px 24px')]),
    ...(words.code === null || code === undefined ? [] : [row(quiet(e(words.code)) + codeText(code))]),
    ...(steps === undefined ? [] : [row(stepList(steps))]),
    row([...words.notes.map((note) => quiet(e(note))), ...links.map(linkHtml)].join(''), 'padding:12px 24px 24px'),
  ].join('\n')
  return mailPage({ language, subject: words.subject, lead: words.lead, body })
}

const asText = ({ action, code, lists = [], quote, steps, links = [] }: Letter, words: Words): string =>
  [
    words.lead,
    words.text,
    ...(words.facts.length === 0 ? [] : [words.facts.map(({ label, value }) => `${label}: ${value}`).join('\n')]),
    ...lists.map(listText),
    ...(quote === undefined
      ? []
      : [
          quote
            .split('\n')
            .map((text) => `> ${text}`)
            .join('\n'),
        ]),
    ...(action === undefined ? [] : [`${action.label}:\n${action.url}`]),
    ...(words.code === null || code === undefined ? [] : [`${words.code}\n${code}`]),
    ...(steps === undefined ? [] : [[steps.title, ...steps.items.map((item, at) => `${at + 1}. ${item}`)].join('\n')]),
    ...words.notes,
    ...links.map(({ label, url }) => `${label}:\n${url}`),
  ].join('\n\n')

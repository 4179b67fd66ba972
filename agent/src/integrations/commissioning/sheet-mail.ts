import { csvLine } from '@sereno/shared/csv-cell.ts'
import type { Mail } from '@sereno/shared/delivery.ts'
import type { DeviceState } from '@sereno/shared/device.ts'
import { digestRecipients } from '@sereno/shared/digest-recipients.ts'
import { cleanText, type Language } from '@sereno/shared/field.ts'
import { say } from '@sereno/shared/locales/index.ts'
import { mailDate } from '../../clock.ts'
import { escapeHtml as e } from '../error-follow-up/html-paint.ts'
import { heading, line, mailPage, name, quiet, row } from '../error-follow-up/html-parts.ts'
import { spellTime } from '../error-follow-up/spell.ts'

export interface SheetDevice {
  name: string
  place: string
  address: string | null
  mac: string | null
  /** What it is, and whether anybody looks at it. */
  state: DeviceState | 'out_of_service'
}

/** What the commissioning sheet says, in its reader's language. */
export interface SheetFacts {
  language: Language
  /** The venue's. */
  zone: string
  venue: string
  /** Where it stands; may be empty. */
  street: string
  box: string
  version: string
  /** How the box is reached. */
  addresses: readonly string[]
  /** Where mail leaves, without what lets us in. */
  mailServer: string
  /** Those that go out to their recipients. */
  digests: readonly { emails: readonly string[]; minimumErrors: number; sendAt: string }[]
  devices: readonly SheetDevice[]
  /** What is not as it should be, in words. */
  open: readonly string[]
  now: number
  requestedBy: string
  to: string
  url: string
  id: string
}

const maxRows = 50
/** Marks a commissioning sheet among the mails. */
const mark = '.sheet@'
/** Whether a mail is a commissioning sheet, by its Message-ID. */
export const isSheet = ({ messageId }: Pick<Mail, 'messageId'>): boolean => messageId.includes(mark)

/** The commissioning sheet as a mail: venue, box, digest, what is still open, the first 50 devices, and all of them as CSV. */
export function makeSheetMail(facts: SheetFacts): Mail {
  const { language } = facts
  const subject = cleanText(say(language, 'mail.sheet.subject', { venue: facts.venue }), 200)
  const host = new URL(facts.url).hostname.replace(/[^a-z0-9.-]/giu, '') || 'sereno.local'
  const words = wordsOf(facts)
  return {
    to: facts.to,
    messageId: `<${facts.id.replaceAll('-', '')}${mark}${host}>`,
    subject,
    text: asText(facts, words),
    html: asHtml(facts, subject, words),
    headers: {
      Date: mailDate(facts.now),
      'Auto-Submitted': 'auto-generated',
      'Content-Language': language,
    },
    attachments: [{ name: 'devices.csv', type: 'text/csv; charset=utf-8', text: csvOf(facts.devices) }],
  }
}

interface Words {
  lead: string
  facts: { label: string; value: string }[]
  open: string[]
  rows: { name: string; state: string; where: string; network: string }[]
  more: string | null
  notes: string[]
  link: string
  titles: { open: string; devices: string }
}

function wordsOf(facts: SheetFacts): Words {
  const { language, devices, digests, open } = facts
  const n = devices.filter(({ state }) => state !== 'out_of_service').length
  const thresholds = digests.map(({ minimumErrors, sendAt }) =>
    say(language, 'mail.sheet.from', { n: minimumErrors, time: sendAt }),
  )
  const told = [
    ['venue', facts.venue],
    ['street', facts.street],
    ['box', [facts.box, `Sereno ${facts.version}`].filter((part) => part !== '').join(', ')],
    ['addresses', facts.addresses.join(', ')],
    ['server', facts.mailServer],
    ['recipients', digestRecipients(digests).join(', ') || say(language, 'mail.sheet.nobody')],
    ['threshold', [...new Set(thresholds)].join('; ')],
  ] as const
  return {
    lead: `${say(language, 'mail.sheet.lead', { n })} ${open.length === 0 ? say(language, 'mail.sheet.nothing_open') : say(language, 'mail.sheet.n_open', { n: open.length })}`,
    facts: told.flatMap(([key, value]) => {
      const text = cleanText(value, 2000)
      return text === '' ? [] : [{ label: say(language, `mail.sheet.fact_${key}`), value: text }]
    }),
    open: open.map((text) => cleanText(text, 300)),
    rows: devices.slice(0, maxRows).map((device) => ({
      name: cleanText(device.name, 80),
      state: say(language, `mail.sheet.state_${device.state}`),
      where: cleanText(device.place, 80),
      network: [device.address, device.mac].filter((part) => part !== null).join(' · '),
    })),
    more: devices.length > maxRows ? say(language, 'mail.digest.more', { n: devices.length - maxRows }) : null,
    notes: [
      say(language, 'mail.sheet.file'),
      say(language, 'mail.digest.why_demand', {
        user: cleanText(facts.requestedBy, 80),
        time: spellTime(language, facts.zone, facts.now),
      }),
      say(language, 'mail.digest.inside'),
    ],
    link: say(language, 'mail.sheet.link'),
    titles: { open: say(language, 'mail.sheet.open'), devices: say(language, 'mail.sheet.devices') },
  }
}

const divided = 'padding:8px 24px;border-top:1px solid #DDE2E7'

function asHtml(facts: SheetFacts, subject: string, words: Words): string {
  const { titles } = words
  const body = [
    heading(subject),
    row(quiet(e(words.lead)), 'padding:0 24px 12px'),
    ...words.facts.map(({ label, value }) => row(quiet(e(label)) + line(name(value)), divided)),
    heading(titles.open),
    ...(words.open.length === 0
      ? [row(line(e(say(facts.language, 'mail.sheet.nothing_open'))))]
      : words.open.map((text) => row(line(name(text)), divided))),
    heading(titles.devices),
    ...words.rows.map((device) =>
      row(
        line(
          `<b>${name(device.name)}</b>${device.where === '' ? '' : ` · ${name(device.where)}`} · ${e(device.state)}`,
        ) + quiet(name(device.network)),
        divided,
      ),
    ),
    ...(words.more === null ? [] : [row(quiet(e(words.more)))]),
    row(
      quiet(`<a class="link" href="${e(facts.url)}" style="color:#0B5CAD">${e(words.link)}</a>`) +
        words.notes.map((note) => quiet(e(note))).join(''),
      'padding:20px 24px 24px',
    ),
  ].join('\n')
  return mailPage({ language: facts.language, subject, lead: words.lead, body })
}

function asText({ url, language }: SheetFacts, words: Words): string {
  const list = (title: string, lines: readonly string[]) => [title.toUpperCase(), ...lines].join('\n')
  return [
    words.lead,
    words.facts.map(({ label, value }) => `${label}: ${value}`).join('\n'),
    list(
      words.titles.open,
      words.open.length === 0 ? [say(language, 'mail.sheet.nothing_open')] : words.open.map((text) => `- ${text}`),
    ),
    list(
      words.titles.devices,
      words.rows.map((device) =>
        [device.name, device.where, device.state, device.network].filter((part) => part !== '').join('  '),
      ),
    ),
    ...(words.more === null ? [] : [words.more]),
    `${words.link}:\n${url}`,
    ...words.notes,
  ].join('\n\n')
}

const csvOf = (devices: readonly SheetDevice[]): string =>
  `\uFEFF${[
    csvLine(['name', 'place', 'address', 'mac', 'state']),
    ...devices.map((one) => csvLine([one.name, one.place, one.address, one.mac, one.state])),
  ].join('')}`
